internal import Foundation
internal import SweepAccess
internal import ZeroMQ

/// The keys of a run directory, as the commands see them.
struct KeysDirectory {
    private let directory: RunDirectory

    /// The keys.
    var folder: KeyFolder { directory.keys }

    /// Opens the keys of the run directory at `path`.
    ///
    /// - Throws: ``Failure`` if there is no sweep or its coordinator was never started.
    init(_ path: String) throws {
        directory = try RunDirectory.open(path)
        guard directory.keys.exists else {
            throw Failure(.usage, "\(path): has no keys yet; start its coordinator once")
        }
    }

    /// How the coordinator was reached when it was started last.
    ///
    /// - Throws: ``SweepAccess/AccessError`` if its access file cannot be read.
    func access() throws -> AccessFile { try AccessFile(reading: directory.access) }

    /// Where the coordinator listens, if the key `name` is its own.
    func listen(for name: String, _ access: AccessFile) -> Endpoint? {
        name == KeyFolder.defaultName ? access.listen : nil
    }

    /// Where the access file of the key `name` is written.
    func accessFile(of name: String, asked: String?) -> URL {
        if let asked { return URL(fileURLWithPath: asked) }
        return name == KeyFolder.defaultName ? directory.access : folder.accessFile(of: name)
    }
}
