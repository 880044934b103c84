import Foundation
import SweepAccess
import SweepTesting
import Testing
import ZeroMQ

/// A running coordinator of a small sweep, with keys for whoever a test needs.
final class LiveCoordinator {
    /// The sweep: ten runs of a few epochs.
    static let flags = ["--momentum", "0:0.9:5", "--seeds", "2", "--epochs", "5"]

    /// Where everything lies.
    let scratch: Scratch

    /// The process.
    let process: Program

    /// How to join with the default key.
    let access: AccessFile

    private let flags: [String]
    private let directory: URL
    private var keyCount = 0

    /// Starts the coordinator and waits until workers may join.
    ///
    /// - Parameters:
    ///   - flags: What to train, and on which terms.
    ///   - bind: Where to listen.
    ///   - launcher: A command line that starts another one.
    /// - Throws: An error if it does not start.
    init(
        _ flags: [String] = LiveCoordinator.flags,
        bind: String = "tcp://127.0.0.1:0",
        launcher: [String] = []
    ) throws {
        self.flags = flags
        scratch = try Scratch()
        directory = scratch.url.appending(path: "run")
        process = try Program(
            momentum: ["coordinator", "--bind", bind, "-o", "run", "--no-figures"] + flags,
            in: scratch.url,
            launcher: launcher
        )
        let file = directory.appending(path: "access.json")
        let isThere = waitUntil { FileManager.default.fileExists(atPath: file.path) }
        try #require(isThere, "\(process.standardError)")
        access = try AccessFile(reading: file)
    }

    /// Where to connect.
    var endpoint: Endpoint { access.endpoints[0] }

    /// The port on 127.0.0.1.
    var port: UInt16 { endpoint.hostAndPort?.port ?? 0 }

    /// The access file of the default key.
    var accessFile: String { directory.appending(path: "access.json").path }

    /// The keys of the run directory.
    var keys: KeyFolder { KeyFolder(in: directory) }

    /// Makes an unused key and its access file.
    func newKey(expires: Date? = nil) throws -> (file: URL, security: SocketSecurity) {
        keyCount += 1
        let file = scratch.url.appending(path: "key-\(keyCount).json")
        try keys.makeKey(
            named: "key-\(keyCount)",
            endpoints: [endpoint],
            expires: expires,
            writing: file
        )
        return (file, try AccessFile(reading: file).security)
    }

    /// What the store holds, as `momentum status` says it.
    func status() throws -> String {
        let (process, code) = try scratch.momentum("status", "run", "--output-mode", "json")
        try #require(code == 0, "\(process.standardError)")
        return process.standardOutput
    }

    /// The memory that the process has in hand.
    ///
    /// - Throws: ``HasEnded``, which `try?` may ignore: a failed `#require` would be an issue.
    func residentKilobytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)
        guard let match = text.firstMatch(of: /VmRSS:\s+(\d+) kB/), let size = Int(match.1) else {
            throw HasEnded()
        }
        return size
    }

    /// The process has no memory any more.
    struct HasEnded: Error {}

    /// Lets an honest worker finish the sweep, and expects the report of an undisturbed one.
    func expectUndisturbedReport() throws {
        let worker = try Program(
            momentum: ["worker", "--access", try newKey().file.path, "--slots", "2"],
            in: scratch.url
        )
        #expect(worker.wait() == 0, "\(worker.standardError)")
        #expect(process.wait() == 0, "\(process.standardError)")
        #expect(try scratch.report("run") == scratch.quietReport(flags))
    }
}
