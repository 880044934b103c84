internal import Foundation
internal import Glibc
internal import SweepAccess

/// Where a worker's access file comes from.
enum AccessSource {
    /// How long a worker may take to leave after its input has closed; more than it allows itself.
    private static let leaveLimitSeconds: UInt32 = 15

    /// Reads the file that the command line names; `-` is one line of standard input.
    ///
    /// In the latter case the process stops when its standard input closes: whoever started it over
    /// a network is gone. So no key lies on the machine, and no worker stays there.
    ///
    /// - Throws: ``SweepAccess/AccessError`` if it is no access file.
    static func read(_ argument: String) throws -> AccessFile {
        guard argument == "-" else {
            return try AccessFile(reading: URL(fileURLWithPath: argument))
        }
        let line = readLine() ?? ""
        let file = try AccessFile(decoding: Data(line.utf8), file: "standard input")
        Thread.detachNewThread {
            stopWhenInputCloses()
        }
        return file
    }

    private static func stopWhenInputCloses() {
        var byte = UInt8()
        while true {
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            guard count > 0 || (count < 0 && errno == EINTR) else { break }
        }
        kill(getpid(), SIGTERM)
        sleep(leaveLimitSeconds)
        kill(getpid(), SIGKILL)
    }
}
