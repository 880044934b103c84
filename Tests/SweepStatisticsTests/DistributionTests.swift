import SweepStatistics
import Testing

/// Our distributions against SciPy's and statsmodels', to 1e-9 or better.
struct DistributionTests {
    private let theirs: AnswersFixture.Distributions

    init() throws { theirs = try AnswersFixture.read().distributions }

    /// Small shares, too, to a part of themselves.
    private func agreesRelatively(_ ours: Double, _ theirs: Double) -> Bool {
        abs(ours - theirs) <= 1e-11 * abs(theirs) + 1e-300
    }

    @Test func `the gamma function's logarithm and incomplete integrals are SciPy's`() {
        for row in theirs.logs {
            #expect(abs(GammaFunction.logarithm(row[0]) - row[1]) <= 1e-14 * max(40, row[1]))
        }
        for row in theirs.gamma {
            let ours = GammaFunction.regularized(a: row[0], x: row[1])
            #expect(agreesRelatively(ours.lower, row[2]), "P \(row)")
            #expect(agreesRelatively(ours.upper, row[3]), "Q \(row)")
        }
    }

    @Test func `normal tails are SciPy's, however small`() {
        for row in theirs.normal {
            #expect(agreesRelatively(NormalDistribution.upperTail(row[0]), row[1]), "\(row)")
            #expect(agreesRelatively(NormalDistribution.cumulative(-row[0]), row[1]), "\(row)")
        }
    }

    @Test func `tails of t and their quantiles are SciPy's, however small`() {
        for row in theirs.tails {
            let ours = StudentDistribution(degreesOfFreedom: row[0])
            #expect(agreesRelatively(ours.quantile(upperTail: row[1]), row[2]), "\(row)")
            #expect(agreesRelatively(ours.twoSided(row[2]), 2 * row[1]), "\(row)")
            #expect(agreesRelatively(ours.cumulative(-row[2]), row[1]), "\(row)")
        }
    }

    @Test func `the noncentral distribution is SciPy's far away, too`() {
        for row in theirs.noncentral {
            let ours = NoncentralStudentDistribution(
                degreesOfFreedom: row[0],
                noncentrality: row[1]
            )
            #expect(agrees(ours.cumulative(row[2]), row[3]), "\(row)")
        }
    }

    @Test func `power at any level is statsmodels', and so are the pairs it takes`() {
        for row in theirs.power {
            let ours = PairedTestPower.power(effect: row[0], pairs: Int(row[1]), level: row[2])
            #expect(agrees(ours, row[3]), "\(row)")
        }
        for row in theirs.needed {
            let ours = PairedTestPower.pairsNeeded(effect: row[0], level: row[1])
            #expect(ours == Int(row[2]), "\(row)")
        }
    }

    @Test(arguments: [2, 3, 10, 200], [0.05, 0.05 / 240])
    func `the detectable effect has its power after correction`(pairs: Int, level: Double) {
        let effect = PairedTestPower.detectableEffect(pairs: pairs, level: level)
        let power = PairedTestPower.power(effect: effect, pairs: pairs, level: level)
        #expect(abs(power - 0.8) < 1e-9)
    }

    @Test func `binomial intervals are Clopper and Pearson's, between whole numbers, too`() {
        for row in theirs.binomial {
            let ours = BinomialInterval(successes: row[0], of: row[1], level: row[2])
            #expect(agrees(ours.low, row[3]) && agrees(ours.high, row[4]), "\(row)")
        }
    }

    @Test func `the interval of a deviation is χ²'s`() {
        for row in theirs.deviations {
            let ours = ChiSquaredDistribution(degreesOfFreedom: Int(row[0]))
            #expect(agrees(ours.deviationInterval(1), row[1...2]), "\(row)")
            #expect(abs(ours.cumulative(ours.quantile(0.3)) - 0.3) < 1e-14)
        }
    }

    @Test func `edges of the distributions are exact`() {
        #expect(GammaFunction.regularized(a: 2, x: 0) == (0, 1))
        #expect(GammaFunction.regularized(a: 2, x: .infinity) == (1, 0))
        #expect(NormalDistribution.upperTail(0) == 0.5)
        #expect(NormalDistribution.upperTail(.nan).isNaN)
        let normal = StudentDistribution(degreesOfFreedom: .infinity)
        #expect(normal.cumulative(-1) == NormalDistribution.cumulative(-1))
        #expect(BinomialInterval(successes: 0, of: 5).low == 0)
        #expect(BinomialInterval(successes: 5, of: 5).high == 1)
    }
}
