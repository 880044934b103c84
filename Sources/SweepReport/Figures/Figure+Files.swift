internal import Foundation
internal import Quoting
internal import SweepResults

extension Figure {
    /// Writes the script and its data.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    func write(in folder: URL) throws {
        for table in tables {
            try BufferedFile.write(table.text, to: folder.appending(path: table.name))
        }
        try BufferedFile.write(script.commands, to: folder.appending(path: "\(name).gp"))
    }
}
