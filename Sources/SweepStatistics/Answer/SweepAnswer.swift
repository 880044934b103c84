internal import TrainingModel

/// Which setting leads, which ones cannot be told from it, and how much worse it may be than the
/// best.
///
/// The leader w has the lowest mean y. Setting i stays in the set if the one-sided paired t test of
/// “i is worse than w” has p ≥ 0.05/(K − 1). The regret bound is the largest upper limit of
/// mean(y_w − y_i) over i ≠ w at 1 − 0.05/(K − 1), and at least 0. With folds the units are the
/// folds, and the variance of a mean is Nadeau and Bengio's.
///
/// - Source: Gupta, Technometrics 7 (2), 1965; Hsu, The Annals of Statistics 9 (5), 1981.
package struct SweepAnswer: Sendable {
    /// One of the settings that were compared.
    package struct Candidate: Equatable, Sendable {
        /// Its index.
        package let setting: Int

        /// The mean of its y over the units.
        package let meanScore: Double

        /// y of this setting minus y of the leader; `nil` for the leader.
        package let behind: MeanEstimate?

        /// The one-sided p of “this setting is worse than the leader”; `nil` for the leader and
        /// where there is no set.
        package let probability: Double?

        /// Whether it cannot be told from the leader; `nil` where there is no set.
        package let isInSet: Bool?
    }

    /// Orders settings by how simple they are: fewest parameters, fewest numbers that the optimizer
    /// keeps, lowest momentum, lowest index.
    package struct Simplicity: Comparable, Sendable {
        /// The weights and biases of the network.
        package let parameterCount: Int

        /// The numbers that the optimizer keeps from step to step for each parameter.
        package let momentCount: Int

        /// μ.
        package let momentum: Double

        /// Takes all.
        package init(parameterCount: Int, momentCount: Int = 0, momentum: Double) {
            self.parameterCount = parameterCount
            self.momentCount = momentCount
            self.momentum = momentum
        }

        /// Fewer parameters first, then fewer moments, then the lower momentum.
        package static func < (left: Simplicity, right: Simplicity) -> Bool {
            (left.parameterCount, left.momentCount, left.momentum)
                < (right.parameterCount, right.momentCount, right.momentum)
        }
    }

    /// w, the setting with the lowest mean y; of equal ones, the first.
    package let leader: Int

    /// The seeds that all compared settings have.
    package let seeds: [Int]

    /// What was compared, in ascending order of the index.
    package let candidates: [Candidate]

    /// The settings that cannot be told from the leader, its own among them, in ascending order;
    /// `nil` with fewer than two units, with one setting, and before the end of the sweep.
    package let set: [Int]?

    /// How much higher the true mean y of w may be than that of the best, at least 0 and at most
    /// what scores can differ by; 0 if there is no rival, `nil` with fewer than two units and
    /// before the end of the sweep.
    package let regretBound: Double?

    /// The simplest setting of ``set``.
    package let simplest: Int?

    /// n: the seeds that were compared.
    package var count: Int { seeds.count }

    /// The units of the tests: the seeds, or with folds the folds.
    package let unitCount: Int

    /// e^bound − 1: w is at most this share worse than the best of the K.
    package let regretBoundShare: Double?

    /// The settings from the best to the worst mean y; of equal ones, the first.
    package var ranking: [Int] {
        candidates.sorted { ($0.meanScore, $0.setting) < ($1.meanScore, $1.setting) }
            .map(\.setting)
    }

    /// Compares settings, or returns `nil` if they have no seed in common.
    ///
    /// - Parameters:
    ///   - table: The scores.
    ///   - settings: What is compared, in ascending order; `nil` is all that have a complete seed.
    ///   - simplicity: One for each setting of `table`; empty if none is to be called simplest.
    ///   - isFinal: Whether the sweep has ended. Before, there is a leader, and no test.
    ///   - tail: The error allowed to each comparison with the leader; `nil` is 0.05/(K − 1).
    ///   - quantiles: The quantiles known so far.
    package init?(
        _ table: ScoreTable,
        settings: [Int]? = nil,
        simplicity: [Simplicity] = [],
        isFinal: Bool = true,
        tail: Double? = nil,
        quantiles: inout StudentQuantiles
    ) {
        let settings = settings ?? table.startedSettings
        let seeds = table.completeSeeds(of: settings)
        let units = settings.map { table.units(of: $0, seeds: seeds) }
        guard !settings.isEmpty, let unitCount = units.first?.count, unitCount > 0 else {
            return nil
        }
        let means = units.map { MeanEstimate($0, design: table.design).mean }
        let lowest = means.indices.min { (means[$0], $0) < (means[$1], $1) } ?? 0
        let isTested = isFinal && unitCount > 1
        let tail = tail ?? 0.05 / Double(max(1, settings.count - 1))
        var bound = 0.0
        var candidates: [Candidate] = []
        for index in settings.indices {
            var behind: MeanEstimate?
            var probability: Double?
            if index != lowest {
                let differences = zip(units[index], units[lowest]).map { $0 - $1 }
                let estimate = MeanEstimate(differences, design: table.design)
                behind = estimate
                if isTested {
                    probability = estimate.probabilityOfNoIncrease
                    let half = estimate.halfWidth(tail: tail, quantiles: &quantiles)
                    bound = max(bound, half - estimate.mean)
                }
            }
            candidates.append(
                Candidate(
                    setting: settings[index],
                    meanScore: means[index],
                    behind: behind,
                    probability: probability,
                    isInSet: isTested && settings.count > 1 ? (probability ?? 1) >= tail : nil
                )
            )
        }
        leader = settings[lowest]
        self.seeds = seeds
        self.unitCount = unitCount
        self.candidates = candidates
        let set = candidates.filter { $0.isInSet == true }.map(\.setting)
        self.set = set.isEmpty ? nil : set
        let factor = LossScale.loss(ofScore: bound)
        let highest = table.scale?.factors.upperBound ?? .infinity
        regretBound =
            isTested ? (factor > highest ? ElementaryFunctions.logarithm(highest) : bound) : nil
        regretBoundShare = isTested ? min(factor, highest) - 1 : nil
        simplest =
            simplicity.isEmpty
            ? nil : set.min { (simplicity[$0], $0) < (simplicity[$1], $1) }
    }
}
