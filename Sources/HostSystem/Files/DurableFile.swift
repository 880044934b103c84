internal import CSystemCalls
internal import Glibc

/// A new file that appears under its name only when all of it is on the disk.
///
/// It is written under another name in the same folder, synced, renamed, and the folder is synced:
/// after a crash there is the former file or the new one, never a part. No link is followed,
/// neither at the temporary's name nor at the file's own, which is replaced. A file that is
/// released before ``commit()`` leaves nothing behind; only the end of the process in between
/// leaves a hidden `.part` file.
///
/// One thread uses it at a time.
public final class DurableFile {
    /// What to do where there is a file of that name already.
    public enum Presence: Hashable, Sendable {
        /// The new file takes its place.
        case replace

        /// The new file is given up, and ``commit()`` throws `EEXIST`.
        case refuse
    }

    /// As much as is collected before it is written.
    private static let pieceSizeBytes = 1 << 18

    /// As much of a file's name as is repeated in that of its temporary, which is at most 20
    /// bytes longer; Linux allows 255.
    private static let stemSizeBytes = 160

    /// How often another name is tried; two equal ones in a row are no coincidence.
    private static let attemptLimit = 16

    /// The path of the file, as it was given.
    public let path: String

    private let name: String
    private let presence: Presence
    private let isSynced: Bool
    private let folder: Descriptor
    private let temporaryName: String

    /// The temporary, or `nil` after its end.
    private var file: Descriptor?

    private var buffer: [UInt8] = []

    /// Makes the temporary beside `path`.
    ///
    /// - Parameters:
    ///   - path: The file's path; its folder must exist, and may be a link.
    ///   - permissions: The file's mode, from which the process's umask is taken away.
    ///   - presence: What to do where there is a file already.
    ///   - isSynced: Whether to wait for the disk; `false` for files that are many and can be made
    ///     again, which then only appear at once.
    /// - Throws: ``HostError`` with the path if the folder is missing or takes no file.
    public init(
        at path: String,
        permissions: UInt32 = 0o666,
        ifPresent presence: Presence = .replace,
        isSynced: Bool = true
    ) throws {
        let (folderPath, name) = Self.split(path)
        guard !["", ".", ".."].contains(name) else {
            throw HostError(call: "open", errorNumber: EISDIR, context: Self.context(path))
        }
        self.path = path
        self.name = name
        self.presence = presence
        self.isSynced = isSynced
        let number = open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw HostError.last("open", context: Self.context(path)) }
        folder = Descriptor(owning: number)
        let temporary = try Self.makeTemporary(for: name, in: folder, permissions) {
            HostError.last("openat", context: Self.context(path))
        }
        temporaryName = temporary.name
        file = temporary.file
    }

    deinit { discard() }

    /// Writes a whole file in one step.
    ///
    /// - Parameters:
    ///   - bytes: The contents.
    ///   - path: The file's path; its folder must exist.
    ///   - permissions: The file's mode, from which the process's umask is taken away.
    ///   - presence: What to do where there is a file already.
    ///   - isSynced: Whether to wait for the disk.
    /// - Throws: ``HostError`` with the path if the file cannot be written; then nothing has
    ///   changed.
    public static func write(
        _ bytes: some Sequence<UInt8>,
        to path: String,
        permissions: UInt32 = 0o666,
        ifPresent presence: Presence = .replace,
        isSynced: Bool = true
    ) throws {
        let file = try DurableFile(
            at: path,
            permissions: permissions,
            ifPresent: presence,
            isSynced: isSynced
        )
        try file.write(bytes)
        try file.commit()
    }

    /// Appends bytes.
    ///
    /// - Throws: ``HostError`` with the path if the disk refuses; then the file is given up.
    /// - Precondition: The file was neither committed nor given up.
    public func write(_ bytes: some Sequence<UInt8>) throws {
        try append { $0.append(contentsOf: bytes) }
    }

    /// Lets `body` append bytes to those that wait to be written.
    ///
    /// - Throws: ``HostError`` with the path if the disk refuses; then the file is given up.
    /// - Precondition: The file was neither committed nor given up.
    public func append(_ body: (inout [UInt8]) -> Void) throws {
        body(&buffer)
        guard buffer.count >= Self.pieceSizeBytes else { return }
        try givingUpOnFailure { try flush() }
    }

    /// Gives the file its name; nothing can be appended afterwards.
    ///
    /// - Throws: ``HostError`` with the path if the disk or the folder refuses; then the file is
    ///   given up, unless only its new name could not be synced.
    /// - Precondition: The file was neither committed nor given up.
    public func commit() throws {
        try givingUpOnFailure {
            try flush()
            if isSynced { try sync(openFile, "fsync") }
            try rename()
        }
        file = nil
        if isSynced { try syncFolder() }
    }

    /// Gives the file up and removes what was written of it; does nothing after its end.
    public func discard() {
        guard file != nil else { return }
        unlinkat(folder.number, temporaryName, 0)
        file = nil
    }
}

extension DurableFile {
    private var openFile: Descriptor {
        guard let file else { preconditionFailure("\(path) was committed or given up already") }
        return file
    }

    private func givingUpOnFailure(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            discard()
            throw error
        }
    }

    private func flush() throws {
        do {
            try openFile.write(buffer)
        } catch let error as HostError {
            throw HostError(
                call: error.call,
                errorNumber: error.errorNumber,
                context: Self.context(path)
            )
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private func rename() throws {
        switch presence {
        case .replace:
            guard renameat(folder.number, temporaryName, folder.number, name) == 0 else {
                throw HostError.last("renameat", context: Self.context(path))
            }
        case .refuse:
            guard csystem_rename_without_replacing(folder.number, temporaryName, name) == 0 else {
                throw HostError.last("renameat2", context: Self.context(path))
            }
        }
    }

    private func sync(_ descriptor: Descriptor, _ call: String) throws {
        while fsync(descriptor.number) != 0 {
            guard errno == EINTR else { throw HostError.last(call, context: Self.context(path)) }
        }
    }

    /// Makes the new name durable, where the file system can.
    private func syncFolder() throws {
        do {
            try sync(folder, "fsync of the folder")
        } catch let error as HostError where error.errorNumber == EINVAL {
            // fsync(2): the file system does not know how to sync a folder.
        }
    }

    /// The folder and the name of a path.
    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let name = String(path[path.utf8.index(after: slash)...])
        return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
    }

    private static func context(_ path: String) -> String { "\(path): cannot be written" }

    /// Makes an empty file under an unpredictable name that is not taken.
    private static func makeTemporary(
        for name: String,
        in folder: Descriptor,
        _ permissions: UInt32,
        failure: () -> HostError
    ) throws -> (name: String, file: Descriptor) {
        let stem = String(decoding: name.utf8.prefix(stemSizeBytes), as: UTF8.self)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var generator = SystemRandomNumberGenerator()
        for attempt in 1... {
            let temporaryName = ".\(stem).\(String(generator.next(), radix: 36)).part"
            let number = openat(folder.number, temporaryName, flags, permissions)
            if number >= 0 { return (temporaryName, Descriptor(owning: number)) }
            guard errno == EEXIST, attempt < attemptLimit else { throw failure() }
        }
        preconditionFailure("the last attempt returns or throws")
    }
}
