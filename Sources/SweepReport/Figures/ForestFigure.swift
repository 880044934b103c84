internal import SweepModel

/// The picture of the paired differences from the baseline, one line a setting.
enum ForestFigure {
    /// Draws the differences of the shown families.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` if nothing can be compared in pairs.
    static func make(_ results: SweepResults) -> Figure? {
        let shown = Set(results.shownFamilies.flatMap { results.shownMembers(of: $0).map(\.index) })
        let comparisons = results.comparisons.filter {
            shown.contains($0.setting) && $0.loss?.mean.isFinite == true
        }
        guard !comparisons.isEmpty else { return nil }
        var table = FigureTable(
            "differences.tsv",
            columns: ["row", "difference", "low95", "high95", "significant"]
        )
        for (row, comparison) in comparisons.enumerated() {
            guard let loss = comparison.loss else { continue }
            table.add([
                "\(row)", "\(loss.mean)", number(loss.low, or: loss.mean),
                number(loss.high, or: loss.mean), comparison.isSignificant ? "1" : "0",
            ])
        }
        let labels = comparisons.enumerated().map { row, comparison in
            let label = results.label(of: results.settings[comparison.setting].setting)
            return "\(GnuplotText.quoted(label)) \(row)"
        }
        let last = comparisons.count - 1
        return Figure(
            name: "differences",
            title: "Differences of the final loss from the baseline",
            caption: caption(of: comparisons, in: results),
            height: 130 + 22 * comparisons.count,
            commands: [
                "set xlabel 'final loss minus that of the baseline, paired by seed'",
                "set ytics (\(labels.joined(separator: ", "))) nomirror",
                "set xtics nomirror", "set border 1",
                "set yrange [\(last).5:-0.5]", "set key outside top center vertical maxrows 2",
                "set arrow from 0, graph 0 to 0, graph 1 nohead linecolor rgb '\(Palette.ink)'",
                "set bars small",
                "plot " + plot(table, significant: true) + ", \\\n    "
                    + plot(table, significant: false),
            ],
            tables: [table]
        )
    }

    private static func plot(_ table: FigureTable, significant: Bool) -> String {
        let color = significant ? Palette.categories[0] : Palette.categories[6]
        let title = significant ? "differs (Holm, p < 0.05)" : "could be chance"
        return "'\(table.name)' using ($5 == \(significant ? 1 : 0) ? $2 : NaN):1:3:4 "
            + "with xerrorbars pointtype 7 pointsize 0.7 linewidth 2 linecolor rgb '\(color)' "
            + "title '\(title)'"
    }

    private static func number(_ value: Double, or mean: Double) -> String {
        value.isFinite ? "\(value)" : "\(mean)"
    }

    private static func caption(of comparisons: [Comparison], in results: SweepResults) -> String {
        let momenta = comparisons.map { results.settings[$0.baseline].setting.momentum }
        let baselines = Set(momenta).sorted().map(NumberText.plain).joined(separator: " or ")
        let rest = results.comparisons.count - comparisons.count
        return "Mean difference from momentum \(baselines)"
            + (results.families.count > 1 ? ", all else equal" : "")
            + ", over the seeds that finished in both, with its 95 % interval. Left of the line is "
            + "better." + (rest > 0 ? " \(NumberText.grouped(rest)) more are in report.json." : "")
    }
}
