internal import Foundation
internal import HostSystem
internal import SweepResults

/// A hidden folder beside the one of the figures, in which one report draws: another one of the
/// same directory may draw at the same time.
///
/// Its files are moved into the figures' folder when all is drawn, each at once; of two reports the
/// last one wins. No link is followed, neither at a file's name nor at that of the folder. If the
/// process ends in between, the folder stays until a later report removes it.
final class DrawingFolder {
    /// What its name begins and ends with.
    private static let (prefix, suffix) = (".figures-", ".part")

    /// How long a folder that no file was added to belongs to nobody.
    private static let oldAge = TimeInterval(3_600)

    /// The folder.
    let url: URL

    /// Makes a folder of its own in a run directory, and removes those of ended processes.
    ///
    /// - Throws: ``ReportError`` if it cannot be made.
    init(in directory: URL) throws {
        Self.removeAbandoned(in: directory)
        let name = "\(Self.prefix)\(UUID().uuidString)\(Self.suffix)"
        url = directory.appending(path: name)
        do {
            guard try Folder.make(url.path) else {
                throw ReportError(.file, "\(url.path) is there already; report again")
            }
        } catch let error as HostError {
            throw ReportError(.file, "cannot draw the figures", cause: error)
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The contents of the SVG of `figure`.
    ///
    /// - Throws: ``ReportError`` if it is not there.
    func drawing(of figure: Figure) throws -> String {
        do {
            let bytes = try WholeFile.read(url.appending(path: "\(figure.name).svg").path)
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            throw ReportError(.file, "a figure is missing", cause: error)
        }
    }

    /// Moves all files into `figures`, where they take the place of those with their names.
    ///
    /// - Throws: ``ReportError`` for the first file that cannot be moved.
    func moveFiles(into figures: URL) throws {
        try FolderMaker.makeWithinReport(figures)
        do {
            for name in try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() {
                let destination = figures.appending(path: name).path
                guard rename(url.appending(path: name).path, destination) == 0 else {
                    throw HostError(
                        call: "rename",
                        errorNumber: errno,
                        context: "\(destination): cannot be written"
                    )
                }
            }
        } catch {
            throw ReportError(.file, "cannot keep the figures", cause: error)
        }
    }

    private static func removeAbandoned(in directory: URL) {
        // Whatever cannot be looked at or removed is in nobody's way.
        let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path)
        for name in names ?? [] where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
            let folder = directory.appending(path: name)
            var status = stat()
            guard lstat(folder.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                continue
            }
            let age = Date.now.timeIntervalSince1970 - TimeInterval(status.st_mtim.tv_sec)
            if age > oldAge { try? FileManager.default.removeItem(at: folder) }
        }
    }
}
