/// How much the settings of a sweep have in common by having the same seeds.
package enum SeedCorrelation {
    /// The correlation of two settings over seeds, for all pairs of settings in one number: the
    /// intraclass correlation for consistency, (M_S − M_R)/(M_S + (K − 1)·M_R).
    ///
    /// M_S is the mean square between seeds and M_R that of the residuals. At 1, all settings go up
    /// and down with the seeds alike, and pairing removes all of it; at 0, pairing removes nothing.
    ///
    /// - Parameters:
    ///   - settings: At least two settings of `table`.
    ///   - table: The scores.
    /// - Returns: A number up to 1, or `nil` with fewer than two units or settings, or if nothing
    ///   varies.
    /// - Source: Shrout and Fleiss, Psychological Bulletin 86 (2), 1979: ICC(3, 1).
    package static func intraclass(of settings: [Int], in table: ScoreTable) -> Double? {
        let seeds = table.completeSeeds(of: settings)
        let units = settings.map { table.units(of: $0, seeds: seeds) }
        guard settings.count > 1, let count = units.first?.count, count > 1 else { return nil }
        let (n, k) = (Double(count), Double(settings.count))
        let ofSettings = units.map { $0.reduce(0, +) / n }
        let ofUnits = (0..<count).map { unit in units.reduce(0) { $0 + $1[unit] } / k }
        let mean = ofUnits.reduce(0, +) / n
        var (between, residual) = (0.0, 0.0)
        for unit in 0..<count {
            let distance = ofUnits[unit] - mean
            between += k * distance * distance
            for setting in settings.indices {
                let rest = units[setting][unit] - ofSettings[setting] - ofUnits[unit] + mean
                residual += rest * rest
            }
        }
        let meanBetween = between / (n - 1)
        let meanResidual = residual / ((n - 1) * (k - 1))
        let denominator = meanBetween + (k - 1) * meanResidual
        return denominator > 0 ? (meanBetween - meanResidual) / denominator : nil
    }
}
