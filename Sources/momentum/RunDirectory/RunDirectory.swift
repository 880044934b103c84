internal import Digest
internal import Foundation
internal import Quoting
internal import SweepAccess
internal import SweepModel
internal import SweepSpecReader
internal import TrainingModel

/// The folder of one sweep: its spec, store, access file, log and report.
struct RunDirectory {
    /// The folder.
    let url: URL

    /// The resolved spec.
    var spec: URL { url.appending(path: "sweep.yaml") }

    /// The store of results.
    var store: URL { url.appending(path: "sweep.sqlite") }

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

    /// The folder as the system's calls want it.
    var path: String { url.path }

    /// Makes the folder of a new sweep.
    ///
    /// - Parameters:
    ///   - path: The folder that the user named, which must be new or empty; `nil` for one under
    ///     `runs` with a name of its own.
    ///   - name: The sweep's name.
    ///   - digest: The digest of the resolved spec.
    /// - Returns: The folder.
    /// - Throws: ``Failure`` if the folder is not empty or cannot be made.
    static func create(at path: String?, name: String, digest: Digest) throws -> RunDirectory {
        guard let path else { return try createNamed(name: name, digest: digest) }
        let directory = RunDirectory(url: URL(fileURLWithPath: path, isDirectory: true))
        let contents = try? FileManager.default.contentsOfDirectory(atPath: directory.path)
        guard (contents ?? []).isEmpty else {
            throw Failure(
                .directory,
                "\(path): is not empty; name a new folder, or resume it with --resume"
            )
        }
        try directory.make()
        return directory
    }

    /// Opens the folder of a sweep that was begun before.
    ///
    /// - Throws: ``Failure`` if there is no sweep.
    static func open(_ path: String) throws -> RunDirectory {
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

    private static func createNamed(name: String, digest: Digest) throws -> RunDirectory {
        let time = Date.now.formatted(
            .iso8601.year().month().day().dateSeparator(.omitted)
                .time(includingFractionalSeconds: false).timeSeparator(.omitted)
        )
        let runs = URL(fileURLWithPath: "runs", isDirectory: true)
        let base = "\(slug(of: name))-\(time)Z-\(digest.description.prefix(6))"
        for attempt in 1... {
            let suffix = attempt == 1 ? "" : "-\(attempt)"
            let directory = RunDirectory(
                url: runs.appending(path: base + suffix, directoryHint: .isDirectory)
            )
            guard !FileManager.default.fileExists(atPath: directory.path) else { continue }
            try directory.make()
            try directory.linkAsLatest(in: runs)
            return directory
        }
        preconditionFailure("some number is free")
    }

    /// `name` as a part of a folder's name: ASCII letters, digits, `-` and `_`, at most 64.
    private static func slug(of name: String) -> String {
        let letters = name.unicodeScalars.map { scalar -> Character in
            let isPlain = scalar.isASCII && (ShellWord.isPlain(UInt8(ascii: scalar)))
            return isPlain && !".,:/".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
        }
        let words = String(letters).split(separator: "-").joined(separator: "-")
        return words.isEmpty ? "sweep" : String(words.prefix(64))
    }

    private func make() throws {
        do {
            try FileManager.default.createDirectory(
                at: url,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Failure(.directory, "\(path): cannot be made: \(error.localizedDescription)")
        }
    }

    /// Points `latest` at this folder, in one step, so that a reader always finds one.
    private func linkAsLatest(in runs: URL) throws {
        let temporary = runs.appending(path: ".latest-\(getpid())")
        try FileManager.default.createSymbolicLink(
            atPath: temporary.path,
            withDestinationPath: url.lastPathComponent
        )
        let link = runs.appending(path: "latest")
        guard rename(temporary.path, link.path) == 0 else {
            throw Failure(.directory, "\(link.path): \(String(cString: strerror(errno)))")
        }
    }
}

/// Text files that a user names.
enum FileText {
    /// The contents of the spec at `path`.
    ///
    /// - Throws: ``Failure`` naming the file if it cannot be read, is too large or is not UTF-8.
    static func read(_ path: String) throws -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw Failure(.usage, "\(path): cannot be read: \(error.localizedDescription)")
        }
        guard data.count <= Limits.specSizeBytes else {
            throw Failure(
                .usage,
                "\(path): has \(data.count) bytes; a spec has at most \(Limits.specSizeBytes)"
            )
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure(.usage, "\(path): is not UTF-8 text")
        }
        return text
    }
}
