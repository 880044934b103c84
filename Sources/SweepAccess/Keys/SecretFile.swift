internal import Foundation
internal import HostSystem

/// Files that only their owner can read, and the folder that holds them.
///
/// The mode is given when a file is made, so that no umask and no moment leaves it open.
enum SecretFile {
    /// The largest file that is read.
    static let sizeLimitBytes = 4 << 20

    /// Makes the folder `url` with mode 0700, or checks the one that is there.
    ///
    /// - Throws: ``AccessError`` if it cannot be made, or is a link, another owner's or open.
    static func makeFolder(_ url: URL) throws {
        do {
            guard try !Folder.make(url.path, permissions: 0o700) else { return }
        } catch let error as HostError {
            throw AccessError(.inputOutput, error.description)
        }
        var status = stat()
        guard lstat(url.path, &status) == 0 else { throw failure(url, "cannot be examined") }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw AccessError(.unsafeFile, "\(url.path): is not a folder")
        }
        try checkOwner(status, url, mode: "700")
    }

    /// Writes a new file.
    ///
    /// - Throws: ``AccessError`` if there is one already or it cannot be written.
    static func create(_ contents: Data, at url: URL) throws {
        try write(contents, to: url, ifPresent: .refuse)
    }

    /// Writes a file in the place of another, in one step: readers find the old one or the new one.
    ///
    /// - Throws: ``AccessError`` if it cannot be written.
    static func replace(_ contents: Data, at url: URL) throws {
        try write(contents, to: url, ifPresent: .replace)
    }

    private static func write(
        _ contents: Data,
        to url: URL,
        ifPresent presence: DurableFile.Presence
    ) throws {
        do {
            try DurableFile.write(
                contents,
                to: url.path,
                permissions: 0o600,
                ifPresent: presence
            )
        } catch let error as HostError {
            throw AccessError(.unwritable, error.description)
        }
    }

    /// The contents of a file.
    ///
    /// - Throws: ``AccessError`` if it is missing, a link, another owner's, open to others, too
    ///   large or no file.
    static func read(_ url: URL) throws -> Data {
        // Without O_NONBLOCK a named pipe would wait for a writer.
        let descriptor = open(url.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno == ELOOP else { throw failure(url, "cannot be read") }
            throw AccessError(.unsafeFile, "\(url.path): is a symbolic link")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(url, "cannot be examined") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw AccessError(.unsafeFile, "\(url.path): is not a file")
        }
        try checkOwner(status, url, mode: "600")
        guard status.st_size <= sizeLimitBytes else {
            throw AccessError(
                .malformed,
                "\(url.path): has \(status.st_size) bytes; allowed are \(sizeLimitBytes)"
            )
        }
        do {
            return try file.readToEnd() ?? Data()
        } catch {
            throw AccessError(.inputOutput, "\(url.path): cannot be read: \(error)")
        }
    }

    private static func checkOwner(_ status: stat, _ url: URL, mode: String) throws {
        guard status.st_uid == geteuid() else {
            throw AccessError(.unsafeFile, "\(url.path): belongs to another user")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw AccessError(
                .unsafeFile,
                "\(url.path): others may use it (mode "
                    + "\(String(status.st_mode & 0o777, radix: 8))); run chmod \(mode)"
            )
        }
    }

    /// The failure of the last system call.
    private static func failure(_ url: URL, _ what: String) -> AccessError {
        AccessError(.inputOutput, "\(url.path): \(what): \(HostError.words(for: errno))")
    }
}
