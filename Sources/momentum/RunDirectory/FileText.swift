internal import Foundation
internal import HostSystem
internal import SweepModel
internal import TrainingModel

/// Text files that a user names, and the spec of a run directory.
enum FileText {
    /// The contents of the spec at `path`, a file or a pipe.
    ///
    /// - Throws: ``Failure`` naming the file if it cannot be read, is too large or is not UTF-8.
    static func read(_ path: String) throws -> String {
        try text(path) { try WholeFile.read(path, limit: Limits.specSizeBytes) }
    }

    /// The contents of the spec of `directory`, which may come from elsewhere: a link in its place
    /// is refused, since a message about a wrong spec repeats what it reads.
    ///
    /// - Throws: ``Failure`` naming the file if it cannot be read, is too large or is not UTF-8.
    static func spec(of directory: RunDirectory) throws -> String {
        try text(directory.spec.path) {
            try WholeFile.read(
                directory.spec.lastPathComponent,
                within: directory.path,
                limit: Limits.specSizeBytes
            )
        }
    }

    private static func text(_ path: String, _ read: () throws -> [UInt8]) throws -> String {
        let bytes: [UInt8]
        do {
            bytes = try read()
        } catch let error as HostError {
            throw Failure(.usage, "\(error)")
        }
        guard bytes.count <= Limits.specSizeBytes else {
            throw Failure(
                .usage,
                "\(path): is too large; a spec has at most \(Limits.specSizeBytes) bytes"
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.usage, "\(path): is not UTF-8 text")
        }
        return text
    }
}
