import Foundation
import Testing
import TrainingModel

/// What schedules do in each step, against the schedulers of PyTorch.
@Suite struct ScheduleTests {
    /// The form of the fixture.
    private struct Document: Decodable {
        let learningRate: Double
        let momentum: Double
        let cases: [Case]
    }

    /// A schedule and what PyTorch sets before each step.
    struct Case: Decodable, CustomTestStringConvertible {
        let schedule: String
        let epochs: Int
        let batches: Int
        let rates: [Double]
        let momenta: [Double]

        var testDescription: String { "\(schedule), \(epochs) epochs of \(batches) batches" }
    }

    private static func document() throws -> Document {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/schedules.json")
        return try JSONDecoder().decode(Document.self, from: Data(contentsOf: file))
    }

    /// Most schedulers of PyTorch multiply the last rate, so their rounding grows with the epochs.
    @Test func `every schedule sets what PyTorch's own schedulers set`() throws {
        let document = try Self.document()
        var setting = Setting(momentum: document.momentum, learningRate: document.learningRate)
        for expected in document.cases {
            setting.schedule = try #require(Schedule(expected.schedule))
            #expect(setting.schedule.conflict(epochs: expected.epochs) == nil)
            for (index, rate) in expected.rates.enumerated() {
                let (epoch, batch) = index.quotientAndRemainder(dividingBy: expected.batches)
                let step = TrainingStep(
                    epoch: epoch,
                    of: expected.epochs,
                    batch: batch,
                    of: expected.batches
                )
                let ours = setting.stepValues(at: step)
                let comment = Comment("\(expected.testDescription), step \(index)")
                #expect(abs(ours.learningRate - rate) <= 1e-15, comment)
                #expect(abs(ours.momentum - expected.momenta[index]) <= 1e-15, comment)
            }
        }
    }

    /// PyTorch's `CosineAnnealingLR` rises again after its period; ours stays.
    @Test func `a cosine stays where its period has ended`() throws {
        let schedule = try #require(Schedule("cosine(to=0.125,over=3)+warmup(2)"))
        #expect(
            (5..<9).map { schedule.factor(inEpoch: $0, of: 9) } == [0.125, 0.125, 0.125, 0.125]
        )
    }

    @Test func `a cycle ends at its base momentum exactly and divides by nothing that is 0`() {
        var setting = Setting(momentum: 0.9)
        setting.schedule = Schedule(.oneCycle(baseMomentum: 0))
        let top = setting.stepValues(at: TrainingStep(epoch: 2, of: 10, batch: 0, of: 1))
        #expect(top.learningRate == 0.1)
        #expect(top.momentum == 0)
        for epochs in 1...400 {
            for epoch in 0..<epochs {
                let step = TrainingStep(epoch: epoch, of: epochs, batch: 0, of: 1)
                let values = setting.stepValues(at: step)
                #expect(values.learningRate > 0 && values.learningRate <= 0.1)
                #expect((0...0.9).contains(values.momentum))
            }
        }
    }

    @Test(arguments: [("constant+warmup(5)", 5), ("cosine(to=0)+warmup(5)", 4)])
    func `a warm-up of the whole training is refused`(text: String, epochs: Int) throws {
        let schedule = try #require(Schedule(text))
        #expect(
            schedule.conflict(epochs: epochs)
                == "\(text) is not allowed with \(epochs) epochs; a warm-up is shorter than the "
                + "training"
        )
        #expect(schedule.conflict(epochs: 6) == nil)
        #expect(Schedule.constant.conflict(epochs: 1) == nil)
    }

    @Test(arguments: [
        ("constant+warmup(3)", false), ("step(3,0.5)", false), ("exponential(0.9)", false),
        ("cosine(to=0)", true), ("cosine(to=0,over=9)", false), ("one_cycle(0.5)", true),
    ])
    func `only what depends on the number of epochs has a horizon`(
        text: String,
        hasHorizon: Bool
    ) throws {
        var setting = Setting(momentum: 0.9)
        setting.schedule = try #require(Schedule(text))
        #expect(setting.schedule.hasHorizon == hasHorizon)
        let changes = (0..<8).contains { epoch in
            let values = [8, 20].map { epochs in
                setting.stepValues(at: TrainingStep(epoch: epoch, of: epochs, batch: 0, of: 1))
            }
            return values[0] != values[1]
        }
        #expect(changes == hasHorizon)
    }
}
