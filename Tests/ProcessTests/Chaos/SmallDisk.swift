import Foundation
import Testing

/// A disk of a few megabytes in memory, which a test can fill.
final class SmallDisk {
    /// Where it is mounted.
    let url: URL

    private let scratch: Scratch  // Kept, so that it is removed after the disk.
    private let filling: URL

    /// Why such a disk cannot be had here, or `nil` if it can.
    static let obstacle: String? = {
        guard geteuid() == 0 else { return "mounting a disk needs root" }
        do {
            _ = try SmallDisk(in: try Scratch(), sizeBytes: 1 << 20)
            return nil
        } catch {
            return "this system does not let tests mount a disk: \(error)"
        }
    }()

    /// Mounts a disk in the folder of `scratch`.
    ///
    /// - Throws: ``ChaosFailure`` if it cannot be mounted.
    init(in scratch: Scratch, sizeBytes: Int) throws {
        self.scratch = scratch
        url = scratch.url.appending(path: "disk", directoryHint: .isDirectory)
        filling = url.appending(path: "filling")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        guard let mount = SystemCommand("mount") else { throw ChaosFailure("mount is missing") }
        try mount.run(["-t", "tmpfs", "-o", "size=\(sizeBytes)", "momentum-test", url.path])
    }

    deinit {
        do {
            // Lazy: output files of a failed test may still be open.
            try SystemCommand("umount")?.run(["--lazy", url.path])
            try FileManager.default.removeItem(at: url)
        } catch {
            Issue.record("\(url.path) stays mounted: \(error)")
        }
    }

    /// Leaves only `freeBytes`.
    ///
    /// - Throws: An error if the file that fills the disk cannot be written.
    func fill(leaving freeBytes: Int) throws {
        let values = try FileManager.default.attributesOfFileSystem(forPath: url.path)
        let free = (values[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        try Data(count: max(0, free - freeBytes)).write(to: filling)
    }

    /// Makes the disk larger.
    ///
    /// - Throws: ``ChaosFailure`` if the system refuses.
    func resize(to sizeBytes: Int) throws {
        guard let mount = SystemCommand("mount") else { throw ChaosFailure("mount is missing") }
        try mount.run(["-o", "remount,size=\(sizeBytes)", url.path])
    }

    /// Makes room.
    ///
    /// - Throws: An error if the file that fills the disk cannot be removed.
    func clear() throws { try FileManager.default.removeItem(at: filling) }
}
