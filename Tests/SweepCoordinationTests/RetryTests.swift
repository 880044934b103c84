internal import SweepCoordination
internal import SweepModel
internal import Testing
internal import TrainingModel

/// `momentum retry`: exactly what failed is trained once more.
struct RetryTests {
    private static let recovered = RecoveredSweep(
        incarnation: Incarnation(1),
        state: .done,
        packs: [
            RecoveredPack(
                id: PackID(1),
                range: RunRange(first: 0, count: 2),
                state: .finished([.finished, .finished]),
                attempts: []
            ),
            RecoveredPack(
                id: PackID(2),
                range: RunRange(first: 2, count: 1),
                state: .failed(reason: "no"),
                attempts: []
            ),
        ]
    )

    @Test func `without asking, a sweep with failed runs is over`() {
        let recorder = CoordinatorRecorder(plan: .of(runs: 3), recovered: Self.recovered)
        #expect(recorder.machine.isFinished)
        #expect(recorder.machine.progress.runs.failed == 1)
    }

    @Test func `failed runs get a new pack and the sweep runs again`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 3), recovered: Self.recovered) {
            $0.retriesFailed = true
        }
        #expect(recorder.machine.progress.runs.ended == 2)
        #expect(recorder.machine.progress.runs.failed == 0)
        let start = recorder.records()
        #expect(start.contains(.state(.running)))
        #expect(start.contains(.split(PackID(2))))
        #expect(start.contains(.pack(PackID(3), RunRange(first: 2, count: 1))))
        _ = try recorder.worker(1, slots: 2)
        #expect(recorder.assigned() == [.of(3)])
    }
}
