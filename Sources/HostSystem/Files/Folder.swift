internal import Glibc

/// Folders, made and looked into by the system's own calls, so that each failure has its words.
public enum Folder {
    /// Makes the folder `path`, whose parent exists, durably.
    ///
    /// The call itself says whether the name was free: of two who ask for it, one gets it.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - permissions: The folder's mode, from which the process's umask is taken away.
    /// - Returns: Whether it was made; `false` if something has that name already.
    /// - Throws: ``HostError`` with the path if it cannot be made.
    public static func make(_ path: String, permissions: UInt32 = 0o777) throws -> Bool {
        if mkdir(path, permissions) == 0 {
            try sync(parent(of: path))
            return true
        }
        guard errno == EEXIST else { throw failure("mkdir", path, "cannot be made") }
        return false
    }

    /// Makes the names in the folder `path` durable, where the file system can.
    ///
    /// - Throws: ``HostError`` with the path if the disk refuses.
    public static func sync(_ path: String) throws {
        let folder: Descriptor
        do {
            folder = try Descriptor(folder: path)
        } catch let error as HostError where error.errorNumber == EACCES {
            // Names may be made in a folder that may not be read, which only syncing asks for.
            return
        }
        while fsync(folder.number) != 0 {
            switch errno {
            case EINTR: continue
            // fsync(2): the file system does not know how to sync a folder.
            case EINVAL: return
            default: throw failure("fsync", path, "cannot be synced")
            }
        }
    }

    private static func parent(of path: String) -> String {
        var name = path[...]
        while name.utf8.count > 1, name.utf8.last == UInt8(ascii: "/") { name.removeLast() }
        guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == name.utf8.startIndex ? "/" : String(name[..<slash])
    }

    /// Makes the folder `path` and those above it, unless they are there.
    ///
    /// - Parameters:
    ///   - path: The folder; links to folders on the way are followed.
    ///   - permissions: The mode of each new one, from which the process's umask is taken away.
    /// - Throws: ``HostError`` with the path if one cannot be made or is not a folder.
    public static func makeAll(_ path: String, permissions: UInt32 = 0o777) throws {
        var end = path.utf8.startIndex
        while end < path.utf8.endIndex {
            let next = path.utf8.index(after: end)
            end = path.utf8[next...].firstIndex(of: UInt8(ascii: "/")) ?? path.utf8.endIndex
            let folder = String(path[..<end])
            guard try !make(folder, permissions: permissions), end == path.utf8.endIndex else {
                continue
            }
            var status = stat()
            guard stat(folder, &status) == 0 else {
                throw failure("stat", folder, "cannot be looked at")
            }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw HostError(
                    call: "mkdir",
                    errorNumber: ENOTDIR,
                    context: "\(folder): cannot be made"
                )
            }
        }
    }

    /// Whether the folder `path` holds nothing.
    ///
    /// - Throws: ``HostError`` with the path if it cannot be read or is not a folder.
    public static func isEmpty(_ path: String) throws -> Bool {
        guard let stream = opendir(path) else { throw failure("opendir", path, "cannot be read") }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw failure("readdir", path, "cannot be read") }
                return true
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { return false }
        }
    }

    private static func failure(_ call: String, _ path: String, _ what: String) -> HostError {
        HostError.last(call, context: "\(path): \(what)")
    }
}
