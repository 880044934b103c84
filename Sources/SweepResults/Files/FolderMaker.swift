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
        var status = stat()
        guard lstat(folder.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw ReportError(.file, "\(folder.path) is a link; remove it, and report again")
        }
    }
}
