/// Files that are read in one piece.
public enum WholeFile {
    /// The contents of the file or pipe at `path`.
    ///
    /// - Parameters:
    ///   - path: The file; links are followed.
    ///   - limit: The most bytes, beyond which only one more is read.
    /// - Returns: The contents, or their first `limit` + 1 bytes if there are more.
    /// - Throws: ``HostError`` with the path if it cannot be read.
    public static func read(_ path: String, limit: Int = .max - 1) throws -> [UInt8] {
        try read(try FilePieces(path), limit: limit)
    }

    /// The contents of the file at `path` in `folder`, which came from elsewhere: no link in it is
    /// followed, and nothing but a file is read.
    ///
    /// - Parameters:
    ///   - path: The file as seen from the folder, without `..` and not from the root.
    ///   - folder: The folder, which may be reached through links.
    ///   - limit: The most bytes, beyond which only one more is read.
    /// - Returns: The contents, or their first `limit` + 1 bytes if there are more.
    /// - Throws: ``HostError`` with the path if it leads out of the folder, is or passes a link,
    ///   or cannot be read.
    public static func read(
        _ path: String,
        within folder: String,
        limit: Int = .max - 1
    ) throws -> [UInt8] {
        try read(try FilePieces(path, within: folder), limit: limit)
    }

    private static func read(_ pieces: FilePieces, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece = try pieces.next(limit: limit + 1 - bytes.count)
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }
}
