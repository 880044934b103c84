import Foundation
import SweepAccess
import SweepModel
import SweepTesting
import Testing
import TrainingModel
import ZeroMQ

/// Who gets in, and who does not any more.
@Suite(.timeLimit(.minutes(2)))
struct StrangerTests {
    @Test func `strangers are kept out and change nothing`() throws {
        let coordinator = try LiveCoordinator()
        let status = try coordinator.status()
        guard case .curveClient(let serverKey, let keys) = coordinator.access.security else {
            Issue.record("the access file has no keys")
            return
        }
        let revoked = try coordinator.newKey()
        try coordinator.keys.change { try $0.revoke("key-1") }
        let expired = try coordinator.newKey(expires: .now - 1)
        let strangers: [(String, SocketSecurity, MonitorEvent.Kind?)] = [
            (
                "an unknown key",
                .curveClient(serverKey: serverKey, keys: try .generate()),
                .handshakeFailed(.refused(status: 400))
            ),
            ("a revoked key", revoked.security, .handshakeFailed(.refused(status: 400))),
            ("an expired key", expired.security, .handshakeFailed(.refused(status: 400))),
            (
                "another server's key",
                .curveClient(serverKey: try CurveKeyPair.generate().publicKey, keys: keys),
                nil
            ),
            ("no key", .plain, nil),
        ]
        for (name, security, expected) in strangers {
            let peer = try TestPeer(to: coordinator.endpoint, security: security)
            let end = try peer.handshake()
            #expect(end != .handshakeSucceeded, "\(name)")
            if let expected { #expect(end == expected, "\(name)") }
        }
        #expect(try coordinator.status() == status)
        let log = coordinator.process.standardError
        #expect(log.contains("was refused: its key is unknown"), "\(log)")
        try coordinator.expectUndisturbedReport()
    }

    @Test func `a revoked worker is told at once, and a new key gets in`() throws {
        let coordinator = try LiveCoordinator()
        let (file, security) = try coordinator.newKey()
        let peer = try TestPeer(to: coordinator.endpoint, security: security)
        let session = try peer.join()
        let revoke = try coordinator.scratch.momentum("keys", "revoke", "key-1", "run")
        #expect(revoke.code == 0, "\(revoke.process.standardError)")
        let answer = try peer.receive { if case .rejected = $0 { true } else { false } }
        guard case .rejected(let rejection) = answer.message else { return }
        #expect(rejection.code == .revoked)
        try peer.send(.hello(try peer.hello()))
        try peer.send(.heartbeat([]), session: session)
        let worker = try coordinator.scratch.momentum("worker", "--access", file.path, "--check")
        #expect(worker.code == 4)
        let new = try coordinator.scratch.momentum("keys", "new", "other", "run")
        #expect(new.code == 0, "\(new.process.standardError)")
        let path = new.process.standardOutput.trimmingCharacters(in: .newlines)
        let check = try coordinator.scratch.momentum("worker", "--access", path, "--check")
        #expect(check.code == 0, "\(check.process.standardError)")
        let list = try coordinator.scratch.momentum("keys", "list", "run")
        #expect(list.process.standardOutput.contains(/key-1 .* revoked/))
        #expect(list.process.standardOutput.contains(/other .* allowed/))
        #expect(try peer.receive(within: .milliseconds(50)) == nil, "a revoked peer is not heard")
        try coordinator.expectUndisturbedReport()
    }

    @Test func `a worker that was refused joins when its key is allowed later`() throws {
        let coordinator = try LiveCoordinator()
        let (file, _) = try coordinator.newKey()
        let allowed = try coordinator.keys.allowList()
        try coordinator.keys.change { $0 = AllowList() }
        let worker = try Program(
            momentum: ["worker", "--access", file.path, "--slots", "1", "-v"],
            in: coordinator.scratch.url
        )
        #expect(waitUntil { worker.standardError.contains("400") }, "\(worker.standardError)")
        try coordinator.keys.change { $0 = allowed }
        // The promise of the documentation; the pauses between tries are at most half of it.
        let hasJoined = waitUntil(within: .seconds(60)) {
            worker.standardError.contains("joined the sweep")
        }
        #expect(hasJoined, "\(worker.standardError)")
        #expect(worker.wait() == 0, "\(worker.standardError)")
        #expect(coordinator.process.wait() == 0, "\(coordinator.process.standardError)")
    }

    @Test func `a list that cannot be read leaves the old one in force`() throws {
        let coordinator = try LiveCoordinator()
        let list = coordinator.keys.url.appending(path: "authorized.json")
        let good = try Data(contentsOf: list)
        let arguments = ["worker", "--access", coordinator.accessFile, "--check"]
        let before = try Program(momentum: arguments, in: coordinator.scratch.url)
        #expect(before.wait() == 0, "\(before.standardError)")
        try Data("{".utf8).write(to: list)
        let isTold = waitUntil {
            coordinator.process.standardError.contains("the old one stays in effect")
        }
        #expect(isTold, "\(coordinator.process.standardError)")
        let after = try Program(momentum: arguments, in: coordinator.scratch.url)
        #expect(after.wait() == 0, "\(after.standardError)")
        try good.write(to: list)
        try coordinator.expectUndisturbedReport()
    }

    /// The default key is shared by all workers of this machine.
    @Test func `twenty protocol errors cut a connection, and leave the key to others`() throws {
        let coordinator = try LiveCoordinator()
        let security = coordinator.access.security
        for number in 1...4 {
            let peer = try TestPeer(to: coordinator.endpoint, security: security)
            for _ in 0..<25 { try peer.send([[0xFF]]) }
            let isShutOut = waitUntil {
                coordinator.process.standardError.ranges(of: "was cut off").count == number
            }
            #expect(isShutOut, "\(coordinator.process.standardError)")
        }
        let check = try coordinator.scratch.momentum(
            "worker",
            "--access",
            coordinator.accessFile,
            "--check"
        )
        #expect(check.code == 0, "\(check.process.standardOutput)")
        try coordinator.expectUndisturbedReport()
    }
}
