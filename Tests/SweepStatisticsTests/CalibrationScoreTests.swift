import SweepStatistics
import Testing
import TrainingModel

/// Reliability, Brier score and temperature, against scikit-learn, SciPy and NumPy.
struct CalibrationScoreTests {
    private func isClose(_ ours: Double, _ theirs: Double) -> Bool {
        abs(ours - theirs) <= 1e-9 * max(1, abs(theirs))
    }

    private func check(_ ours: Calibration, _ theirs: ClassificationFixture.Measured) {
        for (bin, expected) in zip(ours.bins, theirs.bins) {
            #expect(Double(bin.count) == expected[0] && Double(bin.correctCount) == expected[2])
            let sum = (bin.confidence ?? 0) * Double(bin.count)
            #expect(isClose(sum, expected[1]))
        }
        #expect(isClose(ours.error, theirs.error))
        #expect(isClose(ours.brierScore, theirs.brier))
        #expect(isClose(ours.logLoss, theirs.logLoss))
    }

    @Test func `probabilities are measured as by scikit-learn, before and after the temperature`()
        throws
    {
        for fixture in try ClassificationFixture.load().cases {
            #expect(fixture.table.predictions == fixture.predictions)
            check(Calibration(fixture.table), fixture.plain)
            let temperature = try #require(Temperature(fittedTo: fixture.table))
            #expect(isClose(temperature.value, fixture.temperature))
            #expect(
                temperature.isAtBound == [0.05, 20].contains(fixture.temperature),
                "\(temperature)"
            )
            check(Calibration(fixture.table, temperature: temperature.value), fixture.scaled)
        }
    }

    @Test func `a temperature never makes the loss on its own samples higher`() throws {
        for fixture in try ClassificationFixture.load().cases {
            let temperature = try #require(Temperature(fittedTo: fixture.table))
            let after = fixture.table.logLoss(temperature: temperature.value)
            #expect(after <= fixture.table.logLoss())
        }
    }

    @Test func `where all samples are right the temperature is the lowest, and that is told`()
        throws
    {
        let table = LogitTable([3, 1, 0, 2], labels: [0, 1], classCount: 2)
        let temperature = try #require(Temperature(fittedTo: table))
        #expect(temperature.value == 0.05 && temperature.isAtBound)
        let wrong = LogitTable([3, 1, 0, 2], labels: [1, 0], classCount: 2)
        let highest = try #require(Temperature(fittedTo: wrong))
        #expect(highest.value == 20 && highest.isAtBound)
    }

    @Test func `equal logits leave the temperature as it is`() throws {
        let table = LogitTable([7, 7, 7, 7], labels: [0, 1], classCount: 2)
        let temperature = try #require(Temperature(fittedTo: table))
        #expect(temperature == Temperature(fittedTo: table) && !temperature.isAtBound)
        #expect(temperature.value == 1)
        let calibration = Calibration(table)
        #expect(calibration.bins[4].count == 2 && calibration.error == 0)
    }

    @Test func `logits that are no numbers, or none, have no temperature`() {
        #expect(Temperature(fittedTo: LogitTable([], labels: [], classCount: 2)) == nil)
        let table = LogitTable([.nan, 0], labels: [1], classCount: 2)
        #expect(Temperature(fittedTo: table) == nil)
        #expect(table.trueProbabilities[0].isNaN)
    }

    @Test func `probabilities are those of exact softmax, as far as Floats tell`() {
        let logits: [Float] = [1, 2, 3, -500, 0, 200, 1e30, -1e30, 0]
        let table = LogitTable(logits, labels: [2, 0, 1], classCount: 3)
        #expect(
            table.trueProbabilities == [
                Float(Softmax.probabilities(of: table.row(0))[2]), .leastNormalMagnitude,
                .leastNormalMagnitude,
            ]
        )
        table.forEachSample { sample, probabilities in
            let exact = Softmax.probabilities(of: table.row(sample))
            for (ours, theirs) in zip(probabilities, exact) {
                #expect(abs(ours - theirs) <= 1e-15)
            }
        }
    }
}
