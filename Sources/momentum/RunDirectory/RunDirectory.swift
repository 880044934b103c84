internal import Digest
internal import Foundation
internal import HostSystem
internal import Quoting
internal import SweepAccess

/// The folder of one sweep: its spec, store, access file, log and report.
struct RunDirectory {
    /// The folder.
    let url: URL

    /// The resolved spec.
    var spec: URL { url.appending(path: "sweep.yaml") }

    /// The store of results.
    var store: URL { url.appending(path: "sweep.sqlite") }

    /// Whether something has the store's name, also a link that leads nowhere.
    var hasStore: Bool {
        var status = stat()
        return lstat(store.path, &status) == 0
    }

    /// When the store was last written, or `nil` if that cannot be found out.
    var lastWritten: Date? {
        [store.path, store.path + "-wal"].compactMap { path in
            var status = stat()
            guard lstat(path, &status) == 0 else { return nil }
            return Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
        }.max()
    }

    /// What a worker needs to join.
    var access: URL { url.appending(path: "access.json") }

    /// The keys that may join, and the coordinator's own.
    var keys: KeyFolder { KeyFolder(in: url) }

    /// Stands there when the sweep was ever served without keys; the report warns of it.
    var insecure: URL { url.appending(path: "insecure.txt") }

    /// The log.
    var log: URL { url.appending(path: "log.txt") }

    /// The report's page.
    var page: URL { url.appending(path: "report.html") }

    /// How long things took; beside the report, whose bytes hold no clock.
    var timing: URL { url.appending(path: "timing.json") }

    /// Nobody else has to do with a sweep's keys and results.
    private static let folderPermissions: UInt32 = 0o700

    /// The folder as the system's calls want it.
    var path: String { url.path }

    /// Makes the folder of a new sweep.
    ///
    /// - Parameters:
    ///   - path: The folder that the user named, which must be new or empty; `nil` for one under
    ///     `runs` with a name of its own.
    ///   - slug: The sweep's name as a part of the folder's.
    ///   - digest: The digest of the resolved spec.
    /// - Returns: The folder.
    /// - Throws: ``Failure`` if the folder is not empty or cannot be made.
    static func create(at path: String?, slug: String, digest: Digest) throws -> RunDirectory {
        guard let path else { return try createNamed(slug: slug, digest: digest) }
        try checkIsNamed(path)
        let directory = RunDirectory(url: URL(fileURLWithPath: path, isDirectory: true))
        try directory.reporting {
            try Folder.makeAll(directory.path, permissions: folderPermissions)
            guard try Folder.isEmpty(directory.path) else {
                throw Failure(
                    .directory,
                    "\(path): is not empty; name a new folder, or resume it with --resume"
                )
            }
        }
        return directory
    }

    /// Opens the folder of a sweep that was begun before.
    ///
    /// - Throws: ``Failure`` if there is no sweep.
    static func open(_ path: String) throws -> RunDirectory {
        try checkIsNamed(path)
        let url = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
        let directory = RunDirectory(url: url)
        guard FileManager.default.isReadableFile(atPath: directory.spec.path) else {
            throw Failure(
                .usage,
                "\(path): is not the run directory of a sweep: no sweep.yaml that you may read"
            )
        }
        return directory
    }

    /// Refuses the empty name, which Foundation takes for the current folder.
    private static func checkIsNamed(_ path: String) throws {
        guard path.isEmpty else { return }
        throw Failure(.usage, "'' is no run directory; `.` is the current folder")
    }

    private static func createNamed(slug: String, digest: Digest) throws -> RunDirectory {
        let time = Date.now.formatted(
            .iso8601.year().month().day().dateSeparator(.omitted)
                .time(includingFractionalSeconds: false).timeSeparator(.omitted)
        )
        let runs = URL(fileURLWithPath: "runs", isDirectory: true)
        let base = "\(slug)-\(time)Z-\(digest.description.prefix(6))"
        for attempt in 1... {
            let suffix = attempt == 1 ? "" : "-\(attempt)"
            let directory = RunDirectory(
                url: runs.appending(path: base + suffix, directoryHint: .isDirectory)
            )
            // Only making it tells whether the name was free: another sweep may start right now.
            let isNew = try directory.reporting {
                try Folder.makeAll(runs.path, permissions: folderPermissions)
                return try Folder.make(directory.path, permissions: folderPermissions)
            }
            guard isNew else { continue }
            directory.linkAsLatest(in: runs)
            return directory
        }
        preconditionFailure("some number is free")
    }

    /// Says of a folder that cannot be made that it is the run directory's.
    private func reporting<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as HostError {
            throw Failure(.directory, "\(error)")
        }
    }

    /// Points `latest` at this folder, in one step, so that a reader always finds one.
    ///
    /// It is a convenience: whatever else has that name stays, and the sweep goes on.
    private func linkAsLatest(in runs: URL) {
        let link = runs.appending(path: "latest").path
        let temporary = runs.appending(path: ".latest-\(getpid())").path
        guard
            let reason = Self.obstacle(toMaking: link, by: temporary, leadTo: url.lastPathComponent)
        else {
            return
        }
        StandardError.line(
            VisibleText.line(
                "momentum: warning: \(link) is left as it is: \(reason); this sweep's run "
                    + "directory is \(path)"
            )
        )
    }

    /// Makes `link` lead to `target`.
    ///
    /// - Returns: Why it cannot, or `nil` if it does.
    private static func obstacle(
        toMaking link: String,
        by temporary: String,
        leadTo target: String
    ) -> String? {
        var status = stat()
        if lstat(link, &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
            return "it is no symbolic link"
        }
        // One that a killed process of the same number has left.
        unlink(temporary)
        guard symlink(target, temporary) == 0 else { return HostError.words(for: errno) }
        guard rename(temporary, link) != 0 else { return nil }
        let reason = HostError.words(for: errno)
        unlink(temporary)
        return reason
    }
}
