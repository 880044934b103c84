import Digest
import Foundation
import NeuralNetRuntime
import SweepModel
import SweepTesting
import Testing

/// Programs of different versions meet: they work together or part, and both versions are named.
@Suite(.timeLimit(.minutes(2)))
struct SkewTests {
    @Test func `a worker of another build is served, and both builds are named`() throws {
        let coordinator = try LiveCoordinator()
        let own = try ownBuild(coordinator.scratch)
        let peer = try TestPeer(
            to: coordinator.endpoint,
            security: try coordinator.newKey().security
        )
        var hello = try peer.hello()
        hello.slots = 1
        hello.build = "9.8.7"
        try peer.send(.hello(hello))
        let assigned = try peer.receive { if case .assign = $0 { true } else { false } }
        try peer.send(.bye, session: assigned.session)
        let log = { coordinator.process.standardError }
        let words = "worker test is build 9.8.7, this coordinator is build \(own)"
        #expect(waitUntil { log().contains("warning: \(words)") }, "\(log())")
        #expect(try waitUntil { try coordinator.status().contains(#""anomalies": 1"#) })
        let worker = try coordinator.scratch.momentum("worker", "--access", coordinator.accessFile)
        #expect(worker.code == 0, "\(worker.process.standardError)")
        #expect(coordinator.process.wait() == 0, "\(log())")
        let file = coordinator.scratch.url.appending(path: "run/timing.json")
        let timing = try String(contentsOf: file, encoding: .utf8)
        #expect(timing.contains("build 9.8.7") && timing.contains("build \(own)"))
        // The report of what was found does not know how it was found.
        let report = String(decoding: try coordinator.scratch.report("run"), as: UTF8.self)
        #expect(!report.contains("build 9.8.7"))
    }

    /// What does not fit, and the words for the worker's and for the coordinator's side of it.
    private static let misfits:
        [(change: @Sendable (inout Hello) -> Void, theirs: String, ours: String)] = [
            ({ $0.versions = 1...1 }, "1...1", "2...2"),
            ({ $0.versions = 7...9 }, "7...9", "2...2"),
            ({ $0.core = "core-of-old" }, "core-of-old", NumericCore.identifier),
            ({ $0.canary = Digest(sha256: [1]) }, "\(Digest(sha256: [1]))", "canary"),
        ]

    @Test(arguments: misfits.indices)
    func `a worker that would break the sweep is refused alone, and both sides are named`(
        index: Int
    ) throws {
        let (change, theirs, ours) = Self.misfits[index]
        let coordinator = try LiveCoordinator()
        let peer = try TestPeer(
            to: coordinator.endpoint,
            security: try coordinator.newKey().security
        )
        var hello = try peer.hello()
        hello.build = "9.8.7"
        change(&hello)
        try peer.send(.hello(hello))
        let answer = try peer.receive { if case .rejected = $0 { true } else { false } }
        guard case .rejected(let rejection) = answer.message else { return }
        let own = try ownBuild(coordinator.scratch)
        for words in [theirs, ours, "build 9.8.7", "build \(own)"] {
            #expect(rejection.detail.contains(words), "\(rejection.detail)")
        }
        #expect(coordinator.process.standardError.contains(rejection.detail))
        try coordinator.expectUndisturbedReport()
    }

    @Test func `a worker names both builds and works on`() throws {
        let scratch = try Scratch()
        let coordinator = try PlayedCoordinator()
        let worker = try Program(
            momentum: [
                "worker", "--connect", "\(coordinator.endpoint)", "--insecure", "--slots", "1",
            ],
            in: scratch.url
        )
        guard case .hello(let hello) = try coordinator.receive().message else {
            Issue.record("no greeting: \(worker.standardError)")
            return
        }
        try coordinator.welcome(build: "9.8.7")
        guard case .heartbeat = try coordinator.receive().message else {
            Issue.record("no sign of life: \(worker.standardError)")
            return
        }
        try coordinator.send(.goodbye)
        #expect(worker.wait() == 0, "\(worker.standardError)")
        let words = "the coordinator is build 9.8.7, this worker is build \(hello.build)"
        #expect(worker.standardError.contains("warning: \(words)"), "\(worker.standardError)")
    }

    @Test func `a check names the other build, or the version that does not fit`() throws {
        let scratch = try Scratch()
        let good = try check(in: scratch) { try $0.welcome(build: "9.8.7") }
        #expect(good.code == 0, "\(good.output)")
        let own = try ownBuild(scratch)
        #expect(good.output.contains("build \(own), the coordinator is build 9.8.7"))
        let detail = "the coordinator speaks protocol 7...7"
        let bad = try check(in: scratch) {
            try $0.send(.rejected(Rejection(code: .version, detail: detail)))
        }
        #expect(bad.code == 4)
        #expect(bad.output.contains("version: fails, \(detail)"), "\(bad.output)")
    }

    /// Runs `momentum worker --check` and answers its greeting.
    private func check(
        in scratch: Scratch,
        _ answer: (PlayedCoordinator) throws -> Void
    ) throws -> (code: Int32, output: String) {
        let coordinator = try PlayedCoordinator()
        let worker = try Program(
            momentum: ["worker", "--connect", "\(coordinator.endpoint)", "--insecure", "--check"],
            in: scratch.url
        )
        _ = try coordinator.receive()
        try answer(coordinator)
        let code = worker.wait()
        withExtendedLifetime(coordinator) {}
        return (code, worker.standardOutput)
    }

    private func ownBuild(_ scratch: Scratch) throws -> String {
        try scratch.momentum("--version").process.standardOutput
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
