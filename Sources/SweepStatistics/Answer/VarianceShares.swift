/// Which shares of the variance of y the axes of a full grid account for: functional analysis of
/// variance by marginal means.
///
/// All cells count the same, so the parts are orthogonal and add up to the whole.
///
/// - Source: Hooker, Journal of Computational and Graphical Statistics 16 (3), 2007; Hutter, Hoos
///   and Leyton-Brown, ICML 2014.
package struct VarianceShares: Equatable, Sendable {
    /// What two axes account for together, beyond what each does alone.
    package struct Pair: Equatable, Sendable {
        /// The axis with the lower index.
        package let first: Int

        /// The other one.
        package let second: Int

        /// The share.
        package let share: Double
    }

    /// The share of each axis.
    package let axes: [Double]

    /// The share of each pair of axes.
    package let pairs: [Pair]

    /// The share of the seeds.
    package let seeds: Double

    /// The share of the folds; 0 without folds.
    package let folds: Double

    /// What is left: more than two axes together, and settings with seeds or folds.
    package let rest: Double

    /// Takes the variance apart, or returns `nil` if the settings are not a full grid, no seed is
    /// complete for all of them, or all scores are equal.
    ///
    /// - Parameters:
    ///   - table: The scores.
    ///   - levels: For each setting the index of its value on each axis that varies.
    package init?(_ table: ScoreTable, levels: [[Int]]) {
        let settings = Array(levels.indices)
        let seedList = table.completeSeeds(of: settings)
        guard levels.count == table.settingCount, let axisCount = levels.first?.count,
            !seedList.isEmpty, Self.isFullGrid(levels, axisCount: axisCount)
        else { return nil }
        var cells: [(setting: Int, fold: Int, seed: Int, score: Double)] = []
        for setting in settings {
            for fold in 0..<table.foldCount {
                for seed in seedList {
                    guard let score = table[setting, fold: fold, seed: seed] else { return nil }
                    cells.append((setting, fold, seed, score))
                }
            }
        }
        let mean = cells.reduce(0) { $0 + $1.score } / Double(cells.count)
        let total = cells.reduce(0) { $0 + ($1.score - mean) * ($1.score - mean) }
        guard total > 0, cells.contains(where: { $0.score != cells[0].score }) else { return nil }
        // The sum of squares of the means of the cells that have the same group.
        func share(groupCount: Int, _ group: (Int) -> Int) -> Double {
            var sums = [Double](repeating: 0, count: groupCount)
            for index in cells.indices { sums[group(index)] += cells[index].score - mean }
            let size = Double(cells.count) / Double(groupCount)
            return sums.reduce(0) { $0 + $1 * $1 } / size / total
        }
        let counts = (0..<axisCount).map { axis in 1 + (levels.map { $0[axis] }.max() ?? 0) }
        let axes = (0..<axisCount).map { axis in
            share(groupCount: counts[axis]) { levels[cells[$0].setting][axis] }
        }
        var pairs: [Pair] = []
        for first in 0..<axisCount {
            for second in first + 1..<max(axisCount, first + 1) {
                let both = share(groupCount: counts[first] * counts[second]) {
                    let own = levels[cells[$0].setting]
                    return own[first] * counts[second] + own[second]
                }
                let beyond = max(0, both - axes[first] - axes[second])
                pairs.append(Pair(first: first, second: second, share: beyond))
            }
        }
        let seeds = share(groupCount: table.seedCount) { cells[$0].seed }
        self.axes = axes
        self.pairs = pairs
        self.seeds = seeds * Double(seedList.count) / Double(table.seedCount)
        folds = share(groupCount: table.foldCount) { cells[$0].fold }
        let known = axes.reduce(0, +) + pairs.reduce(0) { $0 + $1.share } + self.seeds + folds
        rest = max(0, 1 - known)
    }

    /// Whether each combination of values occurs once.
    private static func isFullGrid(_ levels: [[Int]], axisCount: Int) -> Bool {
        guard levels.allSatisfy({ $0.count == axisCount && $0.allSatisfy { $0 >= 0 } }) else {
            return false
        }
        let counts = (0..<axisCount).map { axis in Set(levels.map { $0[axis] }).count }
        let highest = (0..<axisCount).map { axis in 1 + (levels.map { $0[axis] }.max() ?? 0) }
        return counts == highest && counts.reduce(1, *) == levels.count
            && Set(levels).count == levels.count
    }
}
