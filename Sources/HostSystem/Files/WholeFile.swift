internal import Glibc

/// Files that are read in one piece.
public enum WholeFile {
    /// As much as is read at once.
    private static let pieceSizeBytes = 1 << 18

    /// The contents of the file or pipe at `path`.
    ///
    /// - Parameters:
    ///   - path: The file; links are followed.
    ///   - limit: The most bytes, beyond which only one more is read.
    /// - Returns: The contents, or their first `limit` + 1 bytes if there are more.
    /// - Throws: ``HostError`` with the path if it cannot be read.
    public static func read(_ path: String, limit: Int = .max - 1) throws -> [UInt8] {
        try reporting(path) { try read(Descriptor(reading: path), limit: limit) }
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
        let names = path.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        let place = "\(folder)/\(path)"
        guard let last = names.last, !names.contains(where: { ["", ".", ".."].contains($0) }) else {
            throw HostError(
                call: "openat",
                errorNumber: EXDEV,
                context: "\(path): leads out of \(folder)"
            )
        }
        return try reporting(place) {
            var parent = try Descriptor(folder: folder)
            for name in names.dropLast() {
                parent = try Descriptor(opening: name, in: parent, flags: O_DIRECTORY)
            }
            // Without O_NONBLOCK a pipe would wait for a writer.
            let file = try Descriptor(opening: last, in: parent, flags: O_NONBLOCK)
            var status = stat()
            guard fstat(file.number, &status) == 0 else { throw HostError.last("fstat") }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw HostError(call: "openat", errorNumber: EINVAL, context: "is not a file")
            }
            return try read(file, limit: limit)
        }
    }

    private static func read(_ file: Descriptor, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece = try file.read(limit: min(pieceSizeBytes, limit + 1 - bytes.count))
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    private static func reporting<Value>(
        _ path: String,
        _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch let error as HostError {
            let what =
                switch error.errorNumber {
                case ELOOP: "is or passes a symbolic link, which is not followed"
                case EINVAL where error.context != nil: "is not a file"
                default: "cannot be read"
                }
            throw HostError(
                call: error.call,
                errorNumber: error.errorNumber,
                context: "\(path): \(what)"
            )
        }
    }
}
