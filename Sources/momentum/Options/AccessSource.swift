internal import Foundation
internal import Glibc
internal import HostSystem
internal import SweepAccess

/// Where a worker's access file comes from.
enum AccessSource {
    /// Reads the file that the command line names; `-` is one line of standard input.
    ///
    /// In the latter case the process stops when its standard input closes: whoever started it over
    /// a network is gone. So no key lies on the machine, and no worker stays there.
    ///
    /// - Parameters:
    ///   - argument: The file, or `-`.
    ///   - patience: How long the process may take to stop gently after its input has closed.
    /// - Returns: How to join the sweep.
    /// - Throws: ``SweepAccess/AccessError`` if it is no access file.
    static func read(_ argument: String, patience: Duration) throws -> AccessFile {
        guard argument == "-" else {
            return try AccessFile(reading: URL(fileURLWithPath: argument))
        }
        let line = readLine() ?? ""
        let file = try AccessFile(decoding: Data(line.utf8), file: "standard input")
        Thread.detachNewThread {
            stopWhenInputCloses(within: patience)
        }
        return file
    }

    private static func stopWhenInputCloses(within patience: Duration) {
        var byte = UInt8()
        while true {
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            guard count > 0 || (count < 0 && errno == EINTR) else { break }
        }
        kill(getpid(), SIGTERM)
        // Waiting longer would not end a long epoch sooner.
        Thread.sleep(forTimeInterval: patience / .seconds(1))
        _exit(ProcessSignal.terminate.exitCode)
    }
}
