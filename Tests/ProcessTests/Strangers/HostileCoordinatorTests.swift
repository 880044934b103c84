import Digest
import Foundation
import NeuralNet
import SweepModel
import SweepTesting
import Testing
import TrainingModel

/// A coordinator cannot make a worker unstoppable, nor take all of its memory.
@Suite(.timeLimit(.minutes(2)))
struct HostileCoordinatorTests {
    /// What no worker should try.
    private static let assignments: [(name: String, make: @Sendable (Digest) -> Assignment)] = [
        ("a skip of 2⁶² outputs", { assignment(on: $0, generatorOffset: 1 << 62) }),
        ("the longest skip that is allowed", { assignment(on: $0, generatorOffset: 1 << 30) }),
        ("a million epochs", { assignment(on: $0, epochs: 1_000_000) }),
        (
            "a network of 12 GB with its batch",
            {
                assignment(
                    on: $0,
                    Setting(batch: 1 << 28, layers: [2] + Array(repeating: 900, count: 60) + [3])
                )
            }
        ),
    ]

    private static func assignment(
        on dataset: Digest,
        _ setting: Setting = .standard,
        epochs: Int = 2,
        generatorOffset: UInt64 = 0
    ) -> Assignment {
        Assignment(
            attempt: AttemptID(pack: PackID(1), number: .first),
            dataset: dataset,
            training: TrainingConfiguration(PackShape(setting), epochs: epochs, shuffle: true),
            runs: [RunConfiguration(setting, seed: 1, generatorOffset: generatorOffset)],
            checkpoint: nil
        )
    }

    @Test(arguments: assignments.indices)
    func `a worker stays small and leaves when it is asked to`(index: Int) throws {
        let scratch = try Scratch()
        let coordinator = try PlayedCoordinator()
        let dataset = Dataset.spiral(classes: 3, points: 20, noise: 0.2, seed: 1).encoded()
        let worker = try Program(
            momentum: [
                "worker", "--connect", "\(coordinator.endpoint)", "--insecure", "--slots", "1",
            ],
            in: scratch.url
        )
        _ = try coordinator.receive()
        try coordinator.welcome(build: "1")
        let digest = Digest(sha256: dataset)
        try coordinator.send(.assign(Self.assignments[index].make(digest)), session: SessionID(7))
        // It takes what it is sent, at most for a few seconds, and is asked to leave.
        let deadline = ContinuousClock.now + .seconds(3)
        while ContinuousClock.now < deadline {
            guard case .fetch(let name, offset: 0) = try coordinator.receive().message else {
                continue
            }
            let part = BlobPart(
                name: name,
                offset: 0,
                totalBytes: dataset.count,
                bytes: dataset
            )
            try coordinator.send(.part(part), session: SessionID(7))
        }
        let status = try String(contentsOfFile: "/proc/\(worker.id)/status", encoding: .utf8)
        let memory = try #require(status.firstMatch(of: /VmRSS:\s+(\d+) kB/))
        #expect(try #require(Int(memory.1)) < 300_000)
        worker.send(SIGTERM)
        // Ten seconds are for the goodbye, which nobody answers here.
        #expect(waitUntil(within: .seconds(60)) { !worker.isRunning }, "\(worker.standardError)")
        #expect([0, 143].contains(worker.wait()), "\(worker.standardError)")
    }
}
