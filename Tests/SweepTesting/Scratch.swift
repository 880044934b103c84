package import Foundation
internal import Testing

/// A folder of a test's own that is removed with its owner.
package final class Scratch {
    /// The folder.
    package let url: URL

    /// Makes the folder.
    ///
    /// - Throws: An error if it cannot be made.
    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "momentum-\(UUID().uuidString)",
            directoryHint: .isDirectory
        )
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            Issue.record("\(url.path) stays behind: \(error)")
        }
    }

    /// The path of the file `name`, or that of the folder itself.
    package func path(_ name: String = "") -> String {
        name.isEmpty ? url.path : url.appending(path: name).path
    }

    /// The text of the file `name`, or nothing while it is not there.
    ///
    /// - Throws: An error if the file cannot be read.
    package func text(_ name: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path(name)) else { return "" }
        return try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }

    /// Writes a file with exactly this mode.
    ///
    /// - Throws: An error if it cannot be written.
    package func write(_ text: String, to name: String, mode: Int = 0o600) throws -> URL {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        return file
    }

    /// The mode of the file or folder `name`.
    ///
    /// - Throws: An error if it is not there.
    package func mode(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        guard let mode = attributes[.posixPermissions] as? Int else {
            throw TestFailure("\(path(name)) has no mode")
        }
        return mode
    }

    /// The names of what lies in the folder, sorted.
    ///
    /// - Throws: An error if the folder cannot be read.
    package func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    }
}

/// The checkout that the tests were built from.
package enum Checkout {
    /// The package's folder.
    package static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
