internal import Foundation

/// Notices that the list of allowed keys was changed.
public struct AllowListWatch: Sendable {
    /// What distinguishes states of the file.
    private struct Stamp: Hashable {
        let device: UInt
        let inode: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        init?(_ path: String) {
            var status = stat()
            guard lstat(path, &status) == 0 else { return nil }
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
            size = Int(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    private let folder: KeyFolder

    // Each handshake looks at the file; to make a path of a URL takes longer than that.
    private let path: String

    private var stamp: Stamp?

    /// Watches the list of `folder`; the first ``changed()`` reads it.
    public init(_ folder: KeyFolder) {
        self.folder = folder
        path = folder.listFile.path
    }

    /// The list if it was changed since the last call, or `nil`.
    ///
    /// An unusable file is reported once, until it changes again. One that the
    /// system does not let this process read, for want of descriptors perhaps, is tried again with
    /// each call: a revocation must not be lost.
    ///
    /// - Throws: ``AccessError`` if the file was changed and cannot be used.
    public mutating func changed() throws -> AllowList? {
        let current = Stamp(path)
        guard current != stamp else { return nil }
        let former = stamp
        stamp = current
        guard current != nil else {
            throw AccessError(.inputOutput, "\(path): is gone")
        }
        do {
            return try folder.allowList()
        } catch let error as AccessError where error.code == .inputOutput {
            stamp = former
            throw error
        }
    }
}
