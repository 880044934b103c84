internal import Foundation
internal import HostSystem

/// The pipes by which tables come, standard input among them.
///
/// A table is read more than once, and a pipe can be read once only, so what it brings is kept in a
/// file without a name.
final class KeptPipes {
    /// What stands for standard input.
    static let standardInput = "-"

    /// As much as is copied at once.
    private static let pieceSizeBytes = 1 << 18

    private var kept: [String: Descriptor] = [:]

    /// Whether `path` is standard input or a pipe.
    static func isPipe(_ path: String) -> Bool {
        var status = stat()
        guard path != standardInput else { return true }
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    /// Reads a pipe from its beginning, however often it is asked for.
    ///
    /// - Parameter path: The pipe, or `-`.
    /// - Returns: What reads on; no bytes mean the end.
    /// - Throws: ``HostSystem/HostError`` if it cannot be read or kept.
    func pieces(ofPipe path: String) throws -> () throws -> [UInt8] {
        let file = try kept[path] ?? keep(path)
        kept[path] = file
        var offset = 0
        return {
            let piece = try file.read(limit: Self.pieceSizeBytes, from: offset)
            offset += piece.count
            return piece
        }
    }

    /// Copies a pipe into a file without a name, which vanishes with the process.
    private func keep(_ path: String) throws -> Descriptor {
        let source = try FilePieces(path == Self.standardInput ? "/dev/stdin" : path)
        let place = FileManager.default.temporaryDirectory
            .appending(path: "momentum-\(UUID().uuidString)").path
        let file = try Descriptor(locking: place, flags: O_RDWR | O_CREAT | O_EXCL)
        unlink(place)
        while true {
            let piece = try source.next()
            if piece.isEmpty { return file }
            try file.write(piece)
        }
    }
}
