import SweepStatistics
import Testing

/// Our statistics against SciPy 1.17, to 1e-9 of the value.
struct StatisticsTests {
    private let scipy: SciPyFixture

    init() throws { scipy = try SciPyFixture.read() }

    private func agrees(_ ours: Double, _ theirs: Double) -> Bool {
        abs(ours - theirs) <= 1e-9 * max(abs(theirs), 1e-3)
    }

    @Test func `samples have SciPy's means, deviations, intervals and quartiles`() {
        var quantiles = StudentQuantiles()
        for sample in scipy.samples {
            let ours = SampleStatistics(sample.values, quantiles: &quantiles)
            #expect(ours.count == sample.values.count)
            #expect(agrees(ours.mean, sample.mean))
            #expect(agrees(ours.standardDeviation, sample.sd))
            #expect(agrees(ours.halfWidth, sample.halfWidth))
            let quartiles = [
                ours.minimum, ours.lowerQuartile, ours.median, ours.upperQuartile, ours.maximum,
            ]
            #expect(zip(quartiles, sample.quartiles).allSatisfy { agrees($0, $1) })
        }
    }

    @Test func `means of differences have SciPy's intervals and p values`() throws {
        var quantiles = StudentQuantiles()
        for pair in scipy.pairs {
            let differences = zip(pair.second, pair.first).map { $0 - $1 }
            let ours = MeanEstimate(differences, design: .seeds)
            let interval = try #require(ours.interval(level: 0.95, quantiles: &quantiles))
            #expect(agrees(ours.mean, pair.mean))
            #expect(agrees(interval.lowerBound, pair.low))
            #expect(agrees(interval.upperBound, pair.high))
            #expect(agrees(try #require(ours.probabilityOfNoDifference), pair.student))
        }
    }

    @Test func `Student's distribution and its quantiles are SciPy's`() {
        for value in scipy.student {
            let distribution = StudentDistribution(degreesOfFreedom: value.degrees)
            #expect(agrees(distribution.cumulative(value.t), value.cumulative))
        }
        for value in scipy.quantiles {
            let distribution = StudentDistribution(degreesOfFreedom: value.degrees)
            #expect(agrees(distribution.quantile(value.share), value.t))
        }
    }

    @Test func `the noncentral distribution and the power of the t test are SciPy's`() {
        for value in scipy.noncentral {
            let distribution = NoncentralStudentDistribution(
                degreesOfFreedom: value.degrees,
                noncentrality: value.shift
            )
            #expect(agrees(distribution.cumulative(value.t), value.cumulative), "\(value)")
        }
        for value in scipy.power {
            let power = PairedTestPower.power(effect: value.effect, pairs: value.count)
            #expect(agrees(power, value.power), "\(value)")
        }
    }

    @Test(arguments: [2, 3, 5, 10, 30, 1_000])
    func `the detectable effect has just the power that was asked for`(pairs: Int) {
        let effect = PairedTestPower.detectableEffect(pairs: pairs)
        #expect(abs(PairedTestPower.power(effect: effect, pairs: pairs) - 0.8) < 1e-9)
    }

    @Test(arguments: [0.05, 0.2, 0.5, 1, 3])
    func `the number of pairs is the smallest that is enough`(effect: Double) throws {
        let pairs = try #require(PairedTestPower.pairsNeeded(effect: effect))
        #expect(PairedTestPower.power(effect: effect, pairs: pairs) >= 0.8)
        #expect(PairedTestPower.power(effect: effect, pairs: pairs - 1) < 0.8)
    }

    @Test func `no number of pairs tells equal settings apart`() {
        #expect(PairedTestPower.pairsNeeded(effect: 0) == nil)
        #expect(PairedTestPower.pairsNeeded(effect: .nan) == nil)
        #expect(PairedTestPower.pairsNeeded(effect: .infinity) == 2)
    }

    /// The example of Holm's correction is worked by hand.
    @Test func `Holm's correction multiplies, keeps the order and leaves gaps alone`() {
        let adjusted = HolmCorrection.adjusted([0.01, 0.04, .nan, 0.03, 0.005])
        #expect(agrees(adjusted[4], 0.02))
        #expect(agrees(adjusted[0], 0.03))
        #expect(agrees(adjusted[3], 0.06))
        #expect(agrees(adjusted[1], 0.06))
        #expect(adjusted[2].isNaN)
        #expect(HolmCorrection.adjusted([0.4, 0.9]) == [0.8, 0.9])
        #expect(HolmCorrection.adjusted([]).isEmpty)
    }

    @Test func `samples that are too small have no numbers instead of wrong ones`() {
        var quantiles = StudentQuantiles()
        let none = SampleStatistics([.nan], quantiles: &quantiles)
        #expect(none.count == 0 && none.mean.isNaN && none.median.isNaN && none.halfWidth.isNaN)
        let one = SampleStatistics([.nan, 2], quantiles: &quantiles)
        #expect(one.count == 1 && one.mean == 2 && one.standardDeviation.isNaN)
    }
}
