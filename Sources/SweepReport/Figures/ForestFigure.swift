internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The picture of the paired differences from the baseline, one line a setting.
struct ForestFigure {
    private let comparisons: [Comparison]
    private let results: SweepResults

    /// The part of the axis that is shown; differences beyond it become arrows.
    private let range: (low: Double, high: Double)

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
        return ForestFigure(comparisons, results).figure
    }

    private init(_ comparisons: [Comparison], _ results: SweepResults) {
        self.comparisons = comparisons
        self.results = results
        let learned = comparisons.filter { results.hasLearned(results.settings[$0.setting]) }
        let followed = learned.isEmpty ? comparisons : learned
        let ends = followed.flatMap { comparison -> [Double] in
            guard let loss = comparison.loss else { return [] }
            return [loss.low, loss.mean, loss.high].filter(\.isFinite)
        }
        let (low, high) = (min(ends.min() ?? 0, 0), max(ends.max() ?? 0, 0))
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
            title: "Differences of the final loss from the baseline",
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
                "set xlabel 'final loss minus that of the baseline, paired by seed'",
                "set ytics (\(labels)) nomirror", "set xtics nomirror", "set border 1",
                "set arrow from 0, graph 0 to 0, graph 1 nohead linecolor rgb \(Palette.ink)",
                "set bars small",
            ],
            plots: plots,
            tables: [table]
        )
    }

    private func label(of comparison: Comparison, limit: Int = .max) -> String {
        let label = results.shortLabel(of: results.settings[comparison.setting].setting)
        return label.shortened(to: limit)
    }

    private static func title(of isSignificant: Bool) -> String {
        isSignificant ? "differs (Holm, p < 0.05)" : "could be chance"
    }

    private func isInUse(_ isSignificant: Bool) -> Bool {
        comparisons.contains { $0.isSignificant == isSignificant }
    }

    /// The differences of one kind for the reader; what lies beyond the axis is at its end.
    private func series(of isSignificant: Bool) -> Series {
        let rows = comparisons.enumerated().filter { $1.isSignificant == isSignificant }
        let means = rows.map { $1.loss?.mean ?? 0 }
        let texts = rows.map { _, comparison -> String in
            guard let loss = comparison.loss else { return label(of: comparison) }
            let interval =
                loss.low.isFinite && loss.high.isFinite
                ? " (\(NumberText.signedLoss(loss.low)) to \(NumberText.signedLoss(loss.high)))"
                : ""
            return "\(label(of: comparison)): \(NumberText.signedLoss(loss.mean))\(interval)"
        }
        return Series(
            name: Self.title(of: isSignificant),
            data: SeriesData(
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
            guard let loss = comparison.loss else { continue }
            table.add([
                "\(row)", "\(loss.mean)", number(loss.low, or: loss.mean),
                number(loss.high, or: loss.mean), comparison.isSignificant ? "1" : "0",
                "\(side(of: comparison))", NumberText.signedLoss(loss.mean),
            ])
        }
        return table
    }

    /// -1 or 1 if the mean lies beyond the left or right end of the axis, otherwise 0.
    private func side(of comparison: Comparison) -> Int {
        let mean = comparison.loss?.mean ?? 0
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
            let sides = Set(comparisons.filter { $0.isSignificant == significant }.map(side))
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

    private func number(_ value: Double, or mean: Double) -> String {
        value.isFinite ? "\(value)" : "\(mean)"
    }

    private var caption: String {
        let momenta = comparisons.map { results.settings[$0.baseline].setting.momentum }
        let baselines = Set(momenta).sorted().map(NumberText.plain).joined(separator: " or ")
        let rest = results.comparisons.count { $0.loss != nil } - comparisons.count
        let isCut = comparisons.contains { side(of: $0) != 0 }
        return "Mean difference from momentum \(baselines)"
            + (results.families.count > 1 ? ", all else equal" : "")
            + ", over the seeds that finished in both, with its 95 % interval. Left of the line is "
            + "better." + (isCut ? " Arrows point to differences beyond the axis." : "")
            + (rest > 0
                ? " \(NumberText.grouped(rest)) more \(NumberText.verb(rest)) in report.json."
                : "")
    }
}
