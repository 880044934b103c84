internal import TrainingModel

/// The best learning rate for each momentum, and what tuning the momentum is worth when the rate is
/// tuned for each.
package struct BestResponse: Sendable {
    /// The best rate for one momentum.
    package struct Row: Equatable, Sendable {
        /// μ, as an index.
        package let momentum: Int

        /// η*, as an index: the rate with the lowest mean y; of equal ones, the first.
        package let learningRate: Int

        /// The setting with both.
        package let setting: Int

        /// The mean of its y; chosen as the lowest, it tends to be too low.
        package let estimate: MeanEstimate

        /// e to the mean.
        package let loss: Double

        /// The 95 % interval of ``loss``; `nil` with one unit.
        package fileprivate(set) var interval: ClosedRange<Double>?

        /// Whether η* is the lowest of at least three rates of the grid for this momentum; of two,
        /// the best is always at an edge, which says nothing.
        package let isAtLowEdge: Bool

        /// Whether η* is the highest of at least three.
        package let isAtHighEdge: Bool
    }

    /// One row for each momentum that has a setting.
    package private(set) var rows: [Row]

    /// Tuned against tuned: each momentum with its best rate against the baseline with its own.
    ///
    /// The difference of a unit is taken with rates that were chosen from the other half of the
    /// units (those at even places choose for those at odd ones, and the reverse), so that no unit
    /// is judged by a choice it took part in. Then one paired t test over all units. Empty with
    /// fewer than four units, or if the baseline has no setting.
    package let differences: [ScoreDifference]

    /// The seeds that all compared settings have.
    package let seeds: [Int]

    /// Compares settings, or returns `nil` if they have no seed in common.
    ///
    /// - Parameters:
    ///   - table: The scores.
    ///   - grid: For each momentum the settings by ascending learning rate, all else being equal;
    ///     `nil` where the plan has none.
    ///   - baseline: The index of the momentum that the others are compared with.
    ///   - isFinal: Whether the sweep has ended; before, there is no p value.
    ///   - quantiles: The quantiles known so far.
    package init?(
        _ table: ScoreTable,
        grid: [[Int?]],
        baseline: Int = 0,
        isFinal: Bool = true,
        quantiles: inout StudentQuantiles
    ) {
        let settings = grid.flatMap { $0.compactMap { $0 } }
        let seeds = table.completeSeeds(of: settings)
        guard !settings.isEmpty, !seeds.isEmpty else { return nil }
        let units = grid.map { row in row.map { $0.map { table.units(of: $0, seeds: seeds) } } }
        self.seeds = seeds
        var rows: [Row] = []
        for (momentum, column) in units.enumerated() {
            guard let rate = Self.best(column, over: nil), let scores = column[rate],
                let setting = grid[momentum][rate]
            else { continue }
            let rates = column.indices.filter { column[$0] != nil }
            let estimate = MeanEstimate(scores, design: table.design)
            rows.append(
                Row(
                    momentum: momentum,
                    learningRate: rate,
                    setting: setting,
                    estimate: estimate,
                    loss: LossScale.loss(ofScore: estimate.mean),
                    interval: estimate.lossInterval(
                        level: 0.95,
                        scale: table.scale,
                        quantiles: &quantiles
                    ),
                    isAtLowEdge: rates.count > 2 && rate == rates.first,
                    isAtHighEdge: rates.count > 2 && rate == rates.last
                )
            )
        }
        self.rows = rows
        let tuned = Self.crossFitted(units, baseline: baseline)
        var differences: [ScoreDifference] = []
        for row in tuned {
            differences.append(
                ScoreDifference(
                    of: row,
                    in: table,
                    comparisonCount: tuned.count,
                    isFinal: isFinal,
                    quantiles: &quantiles
                )
            )
        }
        AxisDifferences.correct(
            &differences,
            differences: tuned.map(\.differences),
            labels: table.unitIndices(seeds: seeds),
            quantiles: &quantiles
        )
        self.differences = differences
    }

    /// The same without the intervals of ``rows``, for losses that are too low by the choice of
    /// each run's epoch.
    package func withoutIntervals() -> BestResponse {
        var response = self
        for index in rows.indices { response.rows[index].interval = nil }
        return response
    }

    /// The rate with the lowest sum of y over the units at the places `half` (0 even, 1 odd; `nil`
    /// all), or `nil` if there is no rate.
    private static func best(_ column: [[Double]?], over half: Int?) -> Int? {
        let sums = column.map { scores in
            scores.map { scores in
                scores.indices.filter { half == nil || $0 % 2 == half }
                    .reduce(0) { $0 + scores[$1] }
            }
        }
        return sums.indices.filter { sums[$0] != nil }
            .min { (sums[$0] ?? .nan, $0) < (sums[$1] ?? .nan, $1) }
    }

    private static func crossFitted(
        _ units: [[[Double]?]],
        baseline: Int
    ) -> [DifferenceRow] {
        func tuned(_ column: [[Double]?]) -> [Double]? {
            let chosen = [best(column, over: 1), best(column, over: 0)]
            guard let count = column.compactMap({ $0 }).first?.count, count >= 4 else { return nil }
            return (0..<count).compactMap { unit in
                chosen[unit % 2].flatMap { column[$0]?[unit] }
            }
        }
        guard units.indices.contains(baseline), let base = tuned(units[baseline]) else { return [] }
        return units.indices.compactMap { momentum in
            guard momentum != baseline, let own = tuned(units[momentum]) else { return nil }
            return DifferenceRow(
                value: momentum,
                family: nil,
                setting: nil,
                baseline: nil,
                differences: zip(own, base).map { $0 - $1 }
            )
        }
    }
}
