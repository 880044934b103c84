internal import Foundation
internal import Glibc
internal import HostSystem
internal import SweepAccess

/// Where a worker's access file comes from.
enum AccessSource {
    /// The most bytes of an access file.
    private static let sizeLimitBytes = 1 << 16

    /// Reads the file that the command line names; `-` is standard input, up to the end of the
    /// object in it.
    ///
    /// In the latter case the process stops when its standard input closes, unless that is a file:
    /// whoever started it over a network is gone. So no key lies on the machine, and no worker
    /// stays there.
    ///
    /// - Parameters:
    ///   - argument: The file, or `-`.
    ///   - patience: How long the process may take to stop gently after its input has closed.
    /// - Returns: How to join the sweep.
    /// - Throws: ``SweepAccess/AccessError`` if it is no access file, or ``Failure`` if none is
    ///   named.
    static func read(_ argument: String, patience: Duration) throws -> AccessFile {
        guard !argument.isEmpty else {
            throw Failure(.usage, "--access '' is no file; name the coordinator's access.json")
        }
        guard argument == "-" else {
            return try AccessFile(reading: URL(fileURLWithPath: argument))
        }
        let file = try AccessFile(decoding: readObject(), file: "standard input")
        // A file ends at once, and no other process holds it open.
        guard !isFile(STDIN_FILENO) else { return file }
        Thread.detachNewThread {
            stopWhenInputCloses(within: patience)
        }
        return file
    }

    /// The bytes up to the line that ends a JSON object, or up to the end of the input.
    private static func readObject() -> Data {
        var data = Data()
        while data.count <= sizeLimitBytes, let line = readLine(strippingNewline: false) {
            data += Data(line.utf8)
            if line.utf8.contains(UInt8(ascii: "}")), JSONSerialization.isObject(data) { break }
        }
        return data
    }

    private static func isFile(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
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

extension JSONSerialization {
    /// Whether `data` is a whole JSON object.
    fileprivate static func isObject(_ data: Data) -> Bool {
        do {
            return try jsonObject(with: data) is [String: Any]
        } catch {
            return false
        }
    }
}
