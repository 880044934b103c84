package import Foundation
internal import Glibc
internal import HostSystem
internal import Testing

/// A disk of a few megabytes in memory, which a test can fill.
package final class SmallDisk {
    /// Where it is mounted.
    package let url: URL

    private let scratch: Scratch  // Kept, so that it is removed after the disk.
    private let ballast: URL

    /// Why such a disk cannot be had here, or `nil` if it can.
    package static let obstacle: String? = {
        guard geteuid() == 0 else { return "mounting a disk needs root" }
        do {
            _ = try SmallDisk(in: try Scratch(), sizeBytes: 1 << 20)
            return nil
        } catch {
            return "this system does not let tests mount a disk: \(error)"
        }
    }()

    /// Mounts a disk as `disk` in the folder of `scratch`.
    ///
    /// - Throws: ``TestFailure`` if it cannot be mounted.
    package init(in scratch: Scratch, sizeBytes: Int) throws {
        self.scratch = scratch
        url = scratch.url.appending(path: "disk", directoryHint: .isDirectory)
        ballast = url.appending(path: "ballast")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        guard mount("tmpfs", url.path, "tmpfs", 0, "size=\(sizeBytes)") == 0 else {
            let reason = HostError.words(for: errno)
            rmdir(url.path)
            throw TestFailure("\(url.path) cannot be mounted: \(reason)")
        }
    }

    deinit {
        // Lazy: output files of a failed test may still be open.
        if umount2(url.path, CInt(MNT_DETACH)) != 0 || rmdir(url.path) != 0 {
            Issue.record("\(url.path) stays mounted: \(HostError.words(for: errno))")
        }
    }

    /// The path of the disk.
    package var path: String { url.path }

    /// Leaves only `freeBytes`, by a file `ballast`.
    ///
    /// - Throws: An error if the file cannot be written.
    package func fill(leaving freeBytes: Int) throws {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw TestFailure("\(path) has no size") }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        try Data(count: max(0, free - freeBytes)).write(to: ballast)
    }

    /// Makes the disk larger.
    ///
    /// - Throws: ``TestFailure`` if the system refuses.
    package func resize(to sizeBytes: Int) throws {
        guard mount(nil, path, nil, UInt(MS_REMOUNT), "size=\(sizeBytes)") == 0 else {
            throw TestFailure("\(path) is not resized: \(HostError.words(for: errno))")
        }
    }

    /// Makes room.
    ///
    /// - Throws: An error if the file that fills the disk cannot be removed.
    package func clear() throws { try FileManager.default.removeItem(at: ballast) }
}
