import Foundation

/// The files of the checkout that this test was built from.
struct Project {
    /// The package's folder.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folders whose files are looked at.
    static let folders = [".ci", "Sources", "Tests", "deploy", "protocols"]

    /// Paths of all files in ``folders`` and of the package's own files, sorted.
    static func paths() throws -> [String] {
        let manager = FileManager.default
        var paths = ["Package.swift", "README.md"].filter { path in
            manager.fileExists(atPath: root.appending(path: path).path)
        }
        for folder in folders {
            let folderPath = root.appending(path: folder).path
            guard manager.fileExists(atPath: folderPath) else { continue }
            for path in try manager.subpathsOfDirectory(atPath: folderPath) {
                let isBuildOutput = path.contains("__pycache__")
                let full = "\(folder)/\(path)"
                var isFolder: ObjCBool = false
                let exists = manager.fileExists(
                    atPath: root.appending(path: full).path,
                    isDirectory: &isFolder
                )
                if exists, !isFolder.boolValue, !isBuildOutput { paths.append(full) }
            }
        }
        return paths.sorted()
    }

    /// The contents of the file at `path`.
    static func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    /// Every Swift file that people write: all but generated ones.
    ///
    /// - Returns: The files by path, read once for all tests.
    /// - Throws: What reading them threw.
    static func swiftFiles() throws -> [SwiftFile] { try readFiles.get() }

    /// The targets of the package.
    static func manifest() throws -> Manifest { try Manifest(text(of: "Package.swift")) }

    private static let readFiles = Result {
        try paths()
            .filter { $0.hasSuffix(".swift") && !$0.contains("/Generated/") }
            .map { SwiftFile(path: $0, text: try text(of: $0)) }
    }
}
