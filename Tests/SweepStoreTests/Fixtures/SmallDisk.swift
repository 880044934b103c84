import Foundation

/// A file system in memory of a few megabytes, mounted for a test.
final class SmallDisk {
    let path: String

    /// Whether this process may mount file systems.
    static var isAvailable: Bool {
        do {
            _ = try SmallDisk(megabytes: 1)
            return true
        } catch {
            return false
        }
    }

    init(megabytes: Int) throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("sweep-disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            let reason = String(cString: strerror(errno))
            rmdir(path)
            throw CocoaError(.fileWriteUnknown, userInfo: [NSLocalizedDescriptionKey: reason])
        }
    }

    deinit {
        umount2(path, CInt(MNT_DETACH))
        rmdir(path)
    }

    /// Takes up all free space but `bytes`; removing the file gives it back.
    func fill(leaving bytes: Int) throws {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw CocoaError(.fileReadUnknown) }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        try Data(count: max(free - bytes, 0)).write(to: URL(fileURLWithPath: path + "/ballast"))
    }

    func free() throws {
        try FileManager.default.removeItem(atPath: path + "/ballast")
    }
}
