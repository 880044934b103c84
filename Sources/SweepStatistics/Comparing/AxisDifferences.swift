/// How the values of an axis differ from a baseline: in each family of otherwise equal settings,
/// and pooled.
///
/// The pooled difference of a value is, for each unit, the mean over families, and then one paired
/// t test over the units. With a single family it would be said twice, and is left out. Holm's
/// correction goes over the whole table.
package struct AxisDifferences: Sendable {
    /// The rows of the families, family by family, by ascending value.
    package let rows: [ScoreDifference]

    /// The pooled rows, by ascending value; empty with one family.
    package let pooled: [ScoreDifference]

    /// The seeds that all compared settings have.
    package let seeds: [Int]

    /// What the units are.
    package let design: UnitDesign

    /// m: the tests of the whole table.
    package var comparisonCount: Int { rows.count + pooled.count }

    /// Compares settings, or returns `nil` if they have no seed in common or nothing to compare.
    ///
    /// - Parameters:
    ///   - table: The scores.
    ///   - families: For each family the settings, one for each value of the axis; `nil` where the
    ///     plan has no such setting.
    ///   - baseline: The index of the baseline's value. A family without it is left out.
    ///   - isFinal: Whether the sweep has ended; before, there is no p value.
    ///   - quantiles: The quantiles known so far.
    package init?(
        _ table: ScoreTable,
        families: [[Int?]],
        baseline: Int,
        isFinal: Bool = true,
        quantiles: inout StudentQuantiles
    ) {
        let compared = families.filter { family in
            baseline < family.count && family[baseline] != nil
                && family.count { $0 != nil } > 1
        }
        let seeds = table.completeSeeds(of: compared.flatMap { $0.compactMap { $0 } })
        let rows = Self.rows(table, families: families, baseline: baseline, seeds: seeds)
        guard !seeds.isEmpty, !rows.isEmpty else { return nil }
        let pooled = compared.count > 1 ? Self.pooled(rows) : []
        var all: [ScoreDifference] = []
        for row in rows + pooled {
            all.append(
                ScoreDifference(
                    of: row,
                    in: table,
                    comparisonCount: rows.count + pooled.count,
                    isFinal: isFinal,
                    quantiles: &quantiles
                )
            )
        }
        Self.correct(
            &all,
            differences: (rows + pooled).map(\.differences),
            labels: table.unitIndices(seeds: seeds),
            quantiles: &quantiles
        )
        self.rows = Array(all.prefix(rows.count))
        self.pooled = Array(all.dropFirst(rows.count))
        self.seeds = seeds
        design = table.design
    }

    /// What n seeds can see, by the row whose deviation is the median (of an even number, the upper
    /// one); `nil` with folds, where more seeds add no unit, or fewer than two seeds.
    package var power: DifferencePower? {
        let sorted = (pooled.isEmpty ? rows : pooled).map(\.estimate)
            .sorted { $0.standardDeviation < $1.standardDeviation }
        guard !sorted.isEmpty else { return nil }
        return DifferencePower(of: sorted[sorted.count / 2], comparisonCount: comparisonCount)
    }

    private static func rows(
        _ table: ScoreTable,
        families: [[Int?]],
        baseline: Int,
        seeds: [Int]
    ) -> [DifferenceRow] {
        families.enumerated().flatMap { family, members -> [DifferenceRow] in
            guard baseline < members.count, let base = members[baseline] else { return [] }
            let baseUnits = table.units(of: base, seeds: seeds)
            return members.enumerated().compactMap { value, member in
                guard let member, value != baseline else { return nil }
                let units = table.units(of: member, seeds: seeds)
                return DifferenceRow(
                    value: value,
                    family: family,
                    setting: member,
                    baseline: base,
                    differences: zip(units, baseUnits).map { $0 - $1 }
                )
            }
        }
    }

    /// For each value the mean over families, unit by unit.
    private static func pooled(_ rows: [DifferenceRow]) -> [DifferenceRow] {
        let last = rows.map(\.value).max() ?? -1
        return (0..<last + 1).compactMap { value in
            let parts = rows.filter { $0.value == value }.map(\.differences)
            guard let first = parts.first else { return nil }
            let means = first.indices.map { unit in
                parts.reduce(0) { $0 + $1[unit] } / Double(parts.count)
            }
            return DifferenceRow(
                value: value,
                family: nil,
                setting: nil,
                baseline: nil,
                differences: means
            )
        }
    }
}

extension AxisDifferences {
    /// Adds Holm's p values and the units that decide.
    static func correct(
        _ rows: inout [ScoreDifference],
        differences: [[Double]],
        labels: [Int],
        quantiles: inout StudentQuantiles
    ) {
        let adjusted = HolmCorrection.adjusted(rows.map { $0.probability ?? .nan })
        for index in rows.indices where !adjusted[index].isNaN {
            rows[index].adjustedProbability = adjusted[index]
        }
        let levels = HolmCorrection.levels(rows.map { $0.probability ?? .nan })
        for index in rows.indices where !levels[index].isNaN {
            rows[index].decidingUnits = decidingUnits(
                rows[index],
                differences[index],
                level: levels[index],
                quantiles: &quantiles
            )
            .map { labels[$0] }
        }
    }

    /// The units without which the verdict would be another one at Holm's level for the row.
    private static func decidingUnits(
        _ row: ScoreDifference,
        _ differences: [Double],
        level: Double,
        quantiles: inout StudentQuantiles
    ) -> [Int] {
        guard differences.count > 2 else { return [] }
        let critical = quantiles.upper(tail: level / 2, degreesOfFreedom: differences.count - 2)
        let all = row.estimate
        let (count, mean) = (Double(all.count), all.mean)
        let squares = all.standardDeviation * all.standardDeviation * (count - 1)
        let factor = all.design.varianceFactor(count: all.count - 1).squareRoot()
        return differences.indices.filter { left in
            let distance = differences[left] - mean
            var restMean = mean - distance / (count - 1)
            let restSquares = squares - distance * distance * count / (count - 1)
            var restError = (max(0, restSquares) / (count - 2)).squareRoot() * factor
            // Where next to nothing is left, the difference of the squares has lost its digits.
            if restSquares < 1e-6 * squares {
                let rest = differences.indices.filter { $0 != left }.map { differences[$0] }
                let estimate = MeanEstimate(rest, design: all.design)
                (restMean, restError) = (estimate.mean, estimate.standardError)
            }
            let isFound = abs(restMean) > critical * restError
            let verdict: ScoreDifference.Verdict =
                isFound ? (restMean < 0 ? .better : .worse) : .open
            return verdict != row.verdict
        }
    }
}
