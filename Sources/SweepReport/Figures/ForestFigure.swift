internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The picture of the paired differences from the baseline, as factors with simultaneous intervals.
struct ForestFigure {
    /// The most rows that the picture shows.
    private static let rowLimit = 30

    private let rows: [ScoreDifference]
    private let total: Int
    private let results: SweepResults
    private let words: MetricWords

    /// The part of the axis that is shown; differences beyond it become arrows.
    private let range: AxisRange

    /// Draws the differences over all families, or those of the only one.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` if nothing can be compared in pairs.
    static func make(_ results: SweepResults) -> Figure? {
        guard let differences = results.comparison.differences else { return nil }
        let all = differences.pooled.isEmpty ? differences.rows : differences.pooled
        let drawn = all.filter { $0.simultaneousInterval != nil && $0.factor.isFinite }
        guard !drawn.isEmpty else { return nil }
        return ForestFigure(drawn, results).figure
    }

    private init(_ rows: [ScoreDifference], _ results: SweepResults) {
        self.rows = SweepResults.evenly(rows, limit: Self.rowLimit)
        total = results.comparison.rows.count
        self.results = results
        words = MetricWords(results)
        let factors = rows.map(\.factor)
        let ends = rows.compactMap(\.simultaneousInterval)
        // One wide interval must not press all others to the line.
        let low = max(ends.map(\.lowerBound).min() ?? 0.5, (factors.min() ?? 1) / 4)
        let high = min(ends.map(\.upperBound).max() ?? 2, (factors.max() ?? 1) * 4)
        range = AxisRange(
            low: min(max(low, 1e-6), 0.9) / 1.1,
            high: max(min(high, 1e6), 1.1) * 1.1,
            isLogarithmic: true
        )
    }

    private var isPooled: Bool { rows.contains { $0.family == nil } }

    private var figure: Figure {
        let names = rows.map(label)
        let labels = names.enumerated().map { row, name -> GnuplotScript in "\(name) \(row)" }
            .joined(separator: ", ")
        let longest = names.map(\.unicodeScalars.count).max() ?? 0
        let left = 24 + longest * 8
        return Figure(
            name: "differences",
            title: "\(words.title(of: results.objective.loss)) in shares of that with "
                + "\(results.comparison.label(of: results.comparison.baselineValue))",
            caption: caption,
            frame: PlotFrame(
                width: max(640, left + 480),
                plotHeight: 20 + 24 * rows.count,
                left: left,
                x: range,
                y: AxisRange(low: Double(rows.count) - 0.5, high: -0.5),
                keyTitles: verdicts.map(Self.title)
            ),
            commands: [
                "set xlabel \("\(words.objective), as a share of the baseline’s")",
                "set ytics (\(labels)) nomirror", "set xtics nomirror", "set border 1",
                "set arrow from 1, graph 0 to 1, graph 1 nohead linecolor rgb \(Palette.ink)",
                "set bars small",
            ] + tics,
            plots: plots,
            tables: [table]
        )
    }

    /// Labels in percent.
    private var tics: [GnuplotScript] {
        let span = range.high / range.low
        let multiples = span < 12 ? [1, 2, 3, 5, 7] : span < 200 ? [1, 2, 5] : [1]
        let steps = AxisRange.steps(from: range.low, to: range.high, multiples: multiples)
        let labels = steps.map { step -> GnuplotScript in
            let text = step < 100 ? FactorText.share(step) : "\(NumberText.short(step)) ×"
            // In labels, gnuplot takes a percent sign for a format.
            return "\(text.replacing("%", with: "%%")) \(step)"
        }
        return ["set xtics (\(labels.joined(separator: ", "))) nomirror"]
    }

    private func label(of row: ScoreDifference) -> String {
        let comparison = results.comparison
        return SettingText.symbolic(comparison.values[row.value], of: comparison.axis)
    }

    private static func title(of verdict: ScoreDifference.Verdict) -> String {
        switch verdict {
        case .better: "better (p < 0.05 after correction)"
        case .worse: "worse (p < 0.05 after correction)"
        case .open: "could be chance"
        }
    }

    private static func color(of verdict: ScoreDifference.Verdict) -> String {
        switch verdict {
        case .better: Palette.categories[0]
        case .worse: Palette.categories[1]
        case .open: Palette.others
        }
    }

    private static let all: [ScoreDifference.Verdict] = [.better, .worse, .open]

    /// The verdicts that occur.
    private var verdicts: [ScoreDifference.Verdict] {
        Self.all.filter { verdict in rows.contains { $0.verdict == verdict } }
    }

    private func number(of verdict: ScoreDifference.Verdict) -> Int {
        Self.all.firstIndex(of: verdict) ?? 0
    }

    /// The differences of one kind for the reader; what lies beyond the axis is at its end.
    private func series(of verdict: ScoreDifference.Verdict) -> Series {
        let shown = rows.enumerated().filter { $1.verdict == verdict }
        return Series(
            name: Self.title(of: verdict),
            data: SeriesValues(
                name: "differences-\(verdict.rawValue)",
                x: shown.map { min(max($0.element.factor, range.low), range.high) },
                y: shown.map { Double($0.offset) },
                texts: shown.map { _, row in
                    let interval = row.simultaneousInterval.map {
                        " (\(FactorText.range(($0.lowerBound, $0.upperBound))))"
                    }
                    return "\(label(of: row)): \(FactorText.change(row.factor))\(interval ?? "")"
                }
            )
        )
    }

    private var table: FigureTable {
        var table = FigureTable(
            "differences.tsv",
            columns: ["row", "factor", "low", "high", "verdict", "beyond", "text"]
        )
        for (row, difference) in rows.enumerated() {
            let factor = difference.factor
            let interval = difference.simultaneousInterval ?? factor...factor
            table.add([
                "\(row)", "\(factor)", "\(max(interval.lowerBound, range.low))",
                "\(min(interval.upperBound, range.high))",
                "\(number(of: difference.verdict))", "\(side(of: difference))",
                GnuplotField.quoted(FactorText.share(factor)),
            ])
        }
        return table
    }

    /// -1 or 1 if the mean lies beyond the left or right end of the axis, otherwise 0.
    private func side(of row: ScoreDifference) -> Int {
        row.factor > range.high ? 1 : row.factor < range.low ? -1 : 0
    }

    private var plots: [Plot] {
        verdicts.flatMap { verdict in
            let color = Self.color(of: verdict)
            let level = number(of: verdict)
            // A kind that is all beyond the axis would have no sample in the key.
            let bars: GnuplotScript =
                "'differences.tsv' using ($5 == \(level) && $6 == 0 ? $2 : NaN):1:3:4 "
                + "with xerrorbars pointtype \(verdict == .open ? 6 : 7) pointsize 0.8 "
                + "linewidth 2 linecolor rgb \(color) title \(Self.title(of: verdict))"
            let sides = Set(rows.filter { $0.verdict == verdict }.map(side))
            let arrows = sides.subtracting([0]).sorted().flatMap {
                arrow(to: $0, level: level, color: color)
            }
            let plot = Plot(command: bars, group: level, series: series(of: verdict))
            return [plot] + arrows.map { Plot(command: $0, group: level) }
        }
    }

    /// An arrow to a difference beyond one end of the axis, and the number beside it.
    private func arrow(to side: Int, level: Int, color: String) -> [GnuplotScript] {
        let end = side > 0 ? range.high : range.low
        let start = range.value(at: side > 0 ? 0.94 : 0.06)
        let place: GnuplotScript =
            "'differences.tsv' using ($5 == \(level) && $6 == \(side) ? \(start) : NaN):1"
        let alignment: GnuplotScript = side > 0 ? "right" : "left"
        return [
            place + ":(\(end - start)):(0) with vectors filled head linewidth 2 "
                + "linecolor rgb \(color) notitle",
            place + ":7 with labels \(alignment) offset \(-side),0 "
                + "textcolor rgb \(Palette.ink) notitle",
        ]
    }

    private var caption: String {
        let comparison = results.comparison
        let families = comparison.comparedFamilies.count
        let equality =
            isPooled
            ? ", over all \(NumberText.grouped(families)) combinations of what else varies"
            : ", all else equal"
        let isCut = rows.contains { side(of: $0) != 0 }
        return "Horizontal, logarithmic: the \(words.countedLoss), as a share of "
            + "that with \(comparison.label(of: comparison.baselineValue))\(equality); left of "
            + "the line is better. Means over n = \(NumberText.counted(pairCount, unit)), paired. "
            + (total == 1
                ? "The interval covers the difference with 95 %."
                : "The intervals cover all \(NumberText.counted(total, "difference")) of the table "
                    + "together with 95 %.")
            + (isCut ? " Arrows point to differences beyond the axis." : "")
    }

    private var pairCount: Int { rows.first?.estimate.count ?? 0 }

    private var unit: String { words.isFolded ? "fold" : "seed" }
}
