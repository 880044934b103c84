package import Foundation
internal import HostSystem

/// Makes folders.
package enum FolderMaker {
    /// Makes `folder` and those above it, unless they are there.
    ///
    /// - Throws: ``ReportError`` if one cannot be made.
    package static func make(_ folder: URL) throws {
        do {
            try Folder.makeAll(folder.path)
        } catch {
            throw ReportError(.file, "cannot make the folder \(folder.path)", cause: error)
        }
    }

    /// Makes `folder` within a report; a link of that name would lead the report's files elsewhere.
    ///
    /// - Throws: ``ReportError`` if it cannot be made or is a link.
    package static func makeWithinReport(_ folder: URL) throws {
        try make(folder)
        guard isFolder(folder) else {
            throw ReportError(.file, "\(folder.path) is a link; remove it, and report again")
        }
    }

    /// Makes the folder `name` in a folder of a report.
    ///
    /// - Returns: The folder.
    /// - Throws: ``ReportError`` if it cannot be made or is a link.
    package static func makeWithinReport(_ parent: URL, _ name: String) throws -> URL {
        let folder = parent.appending(path: name)
        try makeWithinReport(folder)
        return folder
    }

    /// The names of what is in `folder`.
    ///
    /// - Throws: ``ReportError`` if it cannot be read.
    package static func names(in folder: URL) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        } catch {
            throw ReportError(.file, "cannot read the folder \(folder.path)", cause: error)
        }
    }

    /// Whether `folder` is a folder, and not a link to one.
    package static func isFolder(_ folder: URL) -> Bool {
        var status = stat()
        return lstat(folder.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
