import Foundation
import SweepTesting
import Testing

/// Where a coordinator listens, in every spelling.
@Suite(.timeLimit(.minutes(2)))
struct AddressTests {
    @Test(arguments: ["tcp://[::1]:0", "tcp://localhost:0", "tcp://127.0.0.1:0", "tcp://*:0"])
    func `a sweep is trained over IPv6, IPv4, names and wildcards`(bind: String) throws {
        try LiveCoordinator(bind: bind).expectUndisturbedReport()
    }

    /// A worker looks the name up itself; the coordinator listens at its address.
    @Test func `a worker finds its coordinator by name`() throws {
        let coordinator = try LiveCoordinator()
        let worker = try coordinator.scratch.momentum(
            "worker",
            "--access",
            coordinator.accessFile,
            "--connect",
            "tcp://localhost:\(coordinator.port)"
        )
        #expect(worker.code == 0, "\(worker.process.standardError)")
        #expect(coordinator.process.wait() == 0, "\(coordinator.process.standardError)")
    }

    @Test(arguments: [
        "*", "0.0.0.0", "0", "000.0.0.0", "0x0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]",
        "[::ffff:0.0.0.0]", "[::ffff:192.0.2.1]", "192.0.2.1", "3221225985", "[2001:db8::1]",
        "[fe80::1]", "128.0.0.1", "lo",
    ])
    func `plain text is refused wherever others can listen, however it is spelled`(
        host: String
    ) throws {
        let scratch = try Scratch()
        let process = try Program(
            momentum: ["coordinator", "--bind", "tcp://\(host):0", "--insecure", "-o", "run"],
            in: scratch.url
        )
        #expect(process.wait() == 2, "\(process.standardError)")
        let words = process.standardError
        #expect(words.contains("--insecure-plaintext-network"), "\(words)")
        let run = scratch.url.appending(path: "run").path
        #expect(!FileManager.default.fileExists(atPath: run))
    }
}
