import Foundation
import SweepAccess
import SweepTesting
import Testing
import ZeroMQ

/// A worker that cannot join says why, in words and in its exit code.
@Suite(.timeLimit(.minutes(2)))
struct WorkerExitTests {
    /// An obstacle, the exit code of it, and a word of the message.
    private typealias Obstacle = (endpoint: Endpoint, SocketSecurity, code: Int32, word: String)

    @Test func `a refused key is told from a coordinator that is not there`() throws {
        let coordinator = try LiveCoordinator()
        guard case .curveClient(let serverKey, let keys) = coordinator.access.security else {
            Issue.record("the access file has no keys")
            return
        }
        let revoked = try coordinator.newKey().security
        try coordinator.keys.change { try $0.revoke("key-1") }
        let other = try CurveKeyPair.generate()
        let obstacles: [Obstacle] = [
            (
                coordinator.endpoint, .curveClient(serverKey: serverKey, keys: other), 4,
                "does not allow this key"
            ),
            (coordinator.endpoint, revoked, 4, "does not allow this key"),
            (
                coordinator.endpoint, .curveClient(serverKey: other.publicKey, keys: keys), 4,
                "handshake"
            ),
            (coordinator.endpoint, .plain, 4, "handshake"),
            (try closedEndpoint(), coordinator.access.security, 3, "no message"),
        ]
        let workers = try obstacles.enumerated().map { number, obstacle in
            let access = AccessFile(
                name: "test",
                endpoints: [obstacle.endpoint],
                security: obstacle.1
            )
            let file = coordinator.scratch.url.appending(path: "access-\(number).json")
            try access.write(to: file)
            return try Program(
                momentum: ["worker", "--access", file.path, "--connect-timeout", "3s"],
                in: coordinator.scratch.url
            )
        }
        for (worker, obstacle) in zip(workers, obstacles) {
            #expect(worker.wait() == obstacle.code, "\(obstacle): \(worker.standardError)")
            #expect(worker.standardError.contains(obstacle.word), "\(worker.standardError)")
        }
        try coordinator.expectUndisturbedReport()
    }

    @Test func `a worker whose key is revoked while it trains leaves at once`() throws {
        let flags = ["--momentum", "0:0.9:8", "--seeds", "8", "--epochs", "3000"]
        let coordinator = try LiveCoordinator(flags)
        let worker = try Program(
            momentum: ["worker", "--access", try coordinator.newKey().file.path, "--slots", "1"],
            in: coordinator.scratch.url
        )
        #expect(try waitUntil { try !coordinator.status().contains(#""epochs": 0"#) })
        let revoke = try coordinator.scratch.momentum("keys", "revoke", "key-1", "run")
        #expect(revoke.code == 0, "\(revoke.process.standardError)")
        #expect(worker.wait() == 4)
        #expect(worker.standardError.contains("revoked"), "\(worker.standardError)")
        #expect(coordinator.process.isRunning, "the sweep was over before")
        try coordinator.expectUndisturbedReport()
    }

    /// A port of this machine without a listener.
    private func closedEndpoint() throws -> Endpoint {
        let context = try Context()
        var listener = try Socket(.router, in: context)
        try listener.bind("tcp://127.0.0.1:*")
        let endpoint = try listener.lastEndpoint()
        try listener.unbind(endpoint)
        return endpoint
    }
}
