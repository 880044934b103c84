internal import Foundation
internal import SweepModel
internal import TrainingModel

/// Text files that a user names.
enum FileText {
    /// The contents of the spec at `path`.
    ///
    /// - Throws: ``Failure`` naming the file if it cannot be read, is too large or is not UTF-8.
    static func read(_ path: String) throws -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw Failure(.usage, "\(path): cannot be read: \(error.localizedDescription)")
        }
        guard data.count <= Limits.specSizeBytes else {
            throw Failure(
                .usage,
                "\(path): has \(data.count) bytes; a spec has at most \(Limits.specSizeBytes)"
            )
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure(.usage, "\(path): is not UTF-8 text")
        }
        return text
    }
}
