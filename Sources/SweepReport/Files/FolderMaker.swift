internal import Foundation

/// Makes folders.
enum FolderMaker {
    /// Makes `folder` and those above it, unless they are there.
    ///
    /// - Throws: ``ReportError`` if one cannot be made.
    static func make(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ReportError(.file, "cannot make the folder \(folder.path)", cause: error)
        }
    }
}
