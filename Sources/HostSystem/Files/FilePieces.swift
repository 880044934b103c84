internal import Glibc

/// A file or a pipe that is read in pieces from its beginning.
public struct FilePieces: Sendable {
    /// As much as is read at once.
    private static let pieceSizeBytes = 1 << 18

    /// The path as errors show it.
    private let path: String

    private let file: Descriptor

    /// Opens the file or pipe at `path`.
    ///
    /// - Parameter path: The file; links are followed.
    /// - Throws: ``HostError`` with the path if it cannot be read.
    public init(_ path: String) throws {
        self.path = path
        file = try Self.reporting(path) { try Descriptor(reading: path) }
    }

    /// Opens the file at `path` in `folder`, which came from elsewhere: no link in it is followed,
    /// and nothing but a file is read.
    ///
    /// - Parameters:
    ///   - path: The file as seen from the folder, without `..` and not from the root.
    ///   - folder: The folder, which may be reached through links.
    /// - Throws: ``HostError`` with the path if it leads out of the folder, is or passes a link,
    ///   or cannot be read.
    public init(_ path: String, within folder: String) throws {
        let names = path.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        let place = "\(folder)/\(path)"
        guard let last = names.last, !names.contains(where: { ["", ".", ".."].contains($0) }) else {
            throw HostError(
                call: "openat",
                errorNumber: EXDEV,
                context: "\(path): leads out of \(folder)"
            )
        }
        self.path = place
        file = try Self.reporting(place) {
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
            return file
        }
    }

    /// The size of a file; 0 for a pipe, which has none.
    public var sizeBytes: Int {
        var status = stat()
        let isFile = fstat(file.number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        return isFile ? Int(status.st_size) : 0
    }

    /// Reads on.
    ///
    /// - Parameter limit: The most bytes.
    /// - Returns: The bytes; none at the end.
    /// - Throws: ``HostError`` with the path if it cannot be read.
    public func next(limit: Int = .max) throws -> [UInt8] {
        try Self.reporting(path) { try file.read(limit: min(Self.pieceSizeBytes, limit)) }
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
