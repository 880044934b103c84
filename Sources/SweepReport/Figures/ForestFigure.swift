internal import Quoting
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The picture of the paired differences from the baseline, one line a setting.
struct ForestFigure {
    private let comparisons: [ScoreDifference]
    private let results: SweepResults

    /// The part of the axis that is shown; differences beyond it become arrows.
    private let range: (low: Double, high: Double)

    /// Draws the differences of the shown families.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` if nothing can be compared in pairs.
    static func make(_ results: SweepResults) -> Figure? {
        let shown = Set(results.shown.families.flatMap { results.shown.members(of: $0) })
        let comparisons = results.comparison.rows.filter { row in
            row.setting.map(shown.contains) ?? true
        }
        guard !comparisons.isEmpty else { return nil }
        return ForestFigure(comparisons, results).figure
    }

    private init(_ comparisons: [ScoreDifference], _ results: SweepResults) {
        self.comparisons = comparisons
        self.results = results
        let ends = comparisons.flatMap { comparison in
            [
                comparison.interval?.lowerBound, comparison.factor,
                comparison.interval?.upperBound,
            ].compactMap(\.self).filter(\.isFinite)
        }
        let (low, high) = (min(ends.min() ?? 1, 1), max(ends.max() ?? 1, 1))
        let margin = max(high - low, 1e-9) * 0.06
        range = (low - margin, high + margin)
    }

    /// The most scalars of a setting's label beside the axis.
    private static let labelLimit = 44

    private var figure: Figure {
        let names = comparisons.map { label(of: $0, limit: Self.labelLimit) }
        let labels = names.enumerated().map { row, name -> GnuplotScript in "\(name) \(row)" }
            .joined(separator: ", ")
        let longest = names.map(\.unicodeScalars.count).max() ?? 0
        let left = 24 + longest * 8
        return Figure(
            name: "differences",
            title: "Differences of the \(results.objective.title) from the baseline",
            caption: caption,
            frame: PlotFrame(
                width: max(600, left + 420),
                plotHeight: 20 + 24 * comparisons.count,
                left: left,
                x: AxisRange(low: range.low, high: range.high),
                y: AxisRange(low: Double(comparisons.count) - 0.5, high: -0.5),
                keyTitles: [true, false].filter(isInUse).map(Self.title)
            ),
            commands: [
                "set xlabel 'loss as a factor of the baseline’s, paired'",
                "set ytics (\(labels)) nomirror", "set xtics nomirror", "set border 1",
                "set arrow from 1, graph 0 to 1, graph 1 nohead linecolor rgb \(Palette.ink)",
                "set bars small",
            ],
            plots: plots,
            tables: [table]
        )
    }

    private func label(of comparison: ScoreDifference, limit: Int = .max) -> String {
        guard let setting = comparison.setting else {
            return "\(results.comparison.label(of: comparison)), all".shortened(to: limit)
        }
        return results.shortLabel(of: results.settings[setting].setting).shortened(to: limit)
    }

    private static func title(of isSignificant: Bool) -> String {
        isSignificant ? "differs (Holm, p < 0.05)" : "could be chance"
    }

    private func isInUse(_ isSignificant: Bool) -> Bool {
        comparisons.contains { ($0.verdict != .open) == isSignificant }
    }

    /// The differences of one kind for the reader; what lies beyond the axis is at its end.
    private func series(of isSignificant: Bool) -> Series {
        let rows = comparisons.enumerated().filter { ($1.verdict != .open) == isSignificant }
        let means = rows.map(\.element.factor)
        let texts = rows.map { _, comparison -> String in
            let interval = comparison.interval.map {
                " (\(FactorText.range(($0.lowerBound, $0.upperBound))))"
            }
            return "\(label(of: comparison)): \(FactorText.change(comparison.factor))"
                + (interval ?? "")
        }
        return Series(
            name: Self.title(of: isSignificant),
            data: SeriesValues(
                name: isSignificant ? "differences-found" : "differences-open",
                x: means.map { min(max($0, range.low), range.high) },
                y: rows.map { Double($0.offset) },
                texts: texts
            )
        )
    }

    private var table: FigureTable {
        var table = FigureTable(
            "differences.tsv",
            columns: ["row", "difference", "low95", "high95", "significant", "beyond", "text"]
        )
        for (row, comparison) in comparisons.enumerated() {
            let (low, high) = (comparison.interval?.lowerBound, comparison.interval?.upperBound)
            table.add([
                "\(row)", "\(comparison.factor)", "\(low ?? comparison.factor)",
                "\(high ?? comparison.factor)", comparison.verdict == .open ? "0" : "1",
                "\(side(of: comparison))", FactorText.change(comparison.factor),
            ])
        }
        return table
    }

    /// -1 or 1 if the mean lies beyond the left or right end of the axis, otherwise 0.
    private func side(of comparison: ScoreDifference) -> Int {
        let mean = comparison.factor
        return mean > range.high ? 1 : mean < range.low ? -1 : 0
    }

    private var plots: [Plot] {
        [true, false].filter(isInUse).flatMap { significant in
            let color = significant ? Palette.categories[0] : Palette.categories[6]
            let level = significant ? 1 : 0
            // A kind that is all beyond the axis would have no sample in the key.
            let bars: GnuplotScript =
                "'differences.tsv' using ($5 == \(level) && $6 == 0 ? $2 : NaN):1:"
                + "($3 < \(range.low) ? \(range.low) : $3):"
                + "($4 > \(range.high) ? \(range.high) : $4) "
                + "with xerrorbars pointtype 7 pointsize 0.7 linewidth 2 linecolor rgb \(color) "
                + "title \(Self.title(of: significant))"
            let sides = Set(comparisons.filter { ($0.verdict != .open) == significant }.map(side))
            let arrows = sides.subtracting([0]).sorted().flatMap {
                arrow(to: $0, level: level, color: color)
            }
            let plot = Plot(command: bars, group: level, series: series(of: significant))
            return [plot] + arrows.map { Plot(command: $0, group: level) }
        }
    }

    /// An arrow to a difference beyond one end of the axis, and the number beside it.
    private func arrow(to side: Int, level: Int, color: String) -> [GnuplotScript] {
        let end = side > 0 ? range.high : range.low
        let length = (range.high - range.low) * 0.06 * Double(side)
        let start: GnuplotScript =
            "'differences.tsv' using ($5 == \(level) && $6 == \(side) ? \(end - length) : NaN):1"
        let alignment: GnuplotScript = side > 0 ? "right" : "left"
        return [
            start + ":(\(length)):(0) with vectors filled head linewidth 2 "
                + "linecolor rgb \(color) notitle",
            start + ":7 with labels \(alignment) offset \(-side),0 "
                + "textcolor rgb \(Palette.ink) notitle",
        ]
    }

    private var caption: String {
        let baseline = results.comparison.label(of: results.comparison.baselineValue)
        let isCut = comparisons.contains { side(of: $0) != 0 }
        return "Factor from \(baseline)"
            + (results.comparison.families.count > 1 ? ", all else equal" : "")
            + ", with its 95 % interval. Left of the line is better."
            + (isCut ? " Arrows point to differences beyond the axis." : "")
    }
}
