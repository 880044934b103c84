import Foundation
import SweepAccess
import SweepModel
import SweepTesting
import SweepWire
import Testing
import ZeroMQ

/// `momentum worker --check` names the step that fails.
@Suite(.timeLimit(.minutes(2)))
struct CheckTests {
    @Test func `each step that fails is named, with its exit code, within 5 s`() throws {
        let coordinator = try LiveCoordinator()
        guard case .curveClient(let serverKey, let keys) = coordinator.access.security else {
            Issue.record("the access file has no keys")
            return
        }
        let other = try CurveKeyPair.generate()
        let silent = try Context()
        var listener = try Socket(.router, in: silent)
        try listener.bind("tcp://127.0.0.1:*")
        let closed = try listener.lastEndpoint()
        try listener.unbind(closed)
        let good = SocketSecurity.curveClient(serverKey: serverKey, keys: keys)
        let cases: [(Endpoint, SocketSecurity, String, Int32)] = [
            (coordinator.endpoint, good, "version: good", 0),
            ("tcp://nowhere.invalid:5590", good, "DNS: fails", 3),
            (closed, good, "TCP: fails", 3),
            (
                coordinator.endpoint, .curveClient(serverKey: serverKey, keys: other),
                "does not allow this key", 4
            ),
            (
                coordinator.endpoint, .curveClient(serverKey: other.publicKey, keys: keys),
                "key: fails", 4
            ),
            (coordinator.endpoint, .plain, "key: fails", 4),
        ]
        for (number, (endpoint, security, fragment, code)) in cases.enumerated() {
            let access = AccessFile(name: "test", endpoints: [endpoint], security: security)
            let file = coordinator.scratch.url.appending(path: "check-\(number).json")
            try access.write(to: file)
            let start = ContinuousClock.now
            let check = try coordinator.scratch.momentum(
                "worker",
                "--access",
                file.path,
                "--check"
            )
            #expect(start.duration(to: .now) < .seconds(6), "\(fragment)")
            #expect(check.code == code, "\(fragment): \(check.process.standardError)")
            #expect(
                check.process.standardOutput.contains(fragment),
                "\(check.process.standardOutput)"
            )
        }
        coordinator.process.send(SIGTERM)
        #expect(coordinator.process.wait() == 143)
    }

    @Test func `plain text on a network has to be asked for twice`() throws {
        let scratch = try Scratch()
        let once = try scratch.momentum("coordinator", "--bind", "tcp://*:0", "--insecure")
        #expect(once.code == 2)
        #expect(once.process.standardError.contains("--insecure-plaintext-network"))
        let second = try scratch.momentum("coordinator", "--insecure-plaintext-network")
        #expect(second.code == 2)
        let process = try Program(
            momentum: ["coordinator", "--bind", "tcp://127.0.0.1:0", "--insecure", "-o", "run"],
            in: scratch.url
        )
        let access = scratch.url.appending(path: "run/access.json")
        #expect(waitUntil { FileManager.default.fileExists(atPath: access.path) })
        let check = try scratch.momentum("worker", "--access", access.path, "--check")
        #expect(check.code == 0, "\(check.process.standardError)")
        #expect(process.standardError.contains("nothing is encrypted"))
        process.send(SIGTERM)
        #expect(process.wait() == 143)
        let warning = scratch.url.appending(path: "run/insecure.txt")
        #expect(FileManager.default.fileExists(atPath: warning.path))
    }
}
