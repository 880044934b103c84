import Foundation
import Testing

/// A folder of its own that is removed with its owner.
final class TemporaryFolder {
    /// The folder.
    let url: URL

    /// Makes the folder.
    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "access-\(UUID().uuidString)",
            directoryHint: .isDirectory
        )
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            Issue.record("\(url.path) stays behind: \(error)")
        }
    }

    /// Writes a file with exactly this mode.
    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> URL {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        return file
    }

    /// The mode of a file or folder.
    func mode(of path: String) throws -> Int {
        let file = url.appending(path: path).path
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}
