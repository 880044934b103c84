internal import Foundation

/// What a worker needs to join a sweep; readable by its owner only.
struct AccessFile: Codable {
    /// Where the coordinator listens.
    var endpoints: [String]

    /// Writes a new file that nobody else can read, whatever the umask is.
    ///
    /// - Throws: ``Failure`` if there is one already or it cannot be written.
    func write(to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(self) + Data("\n".utf8)
        let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0, fchmod(descriptor, 0o600) == 0 else {
            throw Failure(.failure, "\(url.path): \(String(cString: strerror(errno)))")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: data)
    }

    /// Reads the file at `url`.
    ///
    /// - Throws: ``Failure`` if it is missing, a link, another owner's, readable by others or no
    ///   access file.
    static func read(_ url: URL) throws -> AccessFile {
        let descriptor = open(url.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "is a symbolic link" : String(cString: strerror(errno))
            throw Failure(.usage, "\(url.path): \(reason)")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_uid == geteuid() else {
            throw Failure(.usage, "\(url.path): belongs to another user")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Failure(
                .usage,
                "\(url.path): others may read it (mode \(String(status.st_mode & 0o777, radix: 8)));"
                    + " run chmod 600"
            )
        }
        do {
            return try JSONDecoder().decode(AccessFile.self, from: try file.readToEnd() ?? Data())
        } catch {
            throw Failure(.usage, "\(url.path): is not an access file: \(error)")
        }
    }
}
