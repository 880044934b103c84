internal import Quoting
internal import SweepModel
internal import SweepResults

/// The picture of what the variance of the scores comes from.
enum ImportanceFigure {
    /// The most sources with a bar of their own.
    private static let barLimit = 12

    /// Draws one bar for each source, the largest first.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` unless the shares are known exactly.
    static func make(_ results: SweepResults) -> Figure? {
        guard let importance = results.importance else { return nil }
        let bars = bars(of: importance)
        let longest = bars.map(\.title.unicodeScalars.count).max() ?? 0
        let left = 30 + longest * 8
        let labels = bars.enumerated().map { row, bar -> GnuplotScript in "\(bar.title) \(row)" }
            .joined(separator: ", ")
        let color: GnuplotScript = "linecolor rgb \(Palette.categories[0])"
        var table = FigureTable("importance.tsv", columns: ["row", "share", "text"])
        for (row, bar) in bars.enumerated() {
            table.add(["\(row)", "\(bar.share)", GnuplotField.quoted(text(bar.share))])
        }
        let words = MetricWords(results)
        let data = SeriesValues(
            name: "importance",
            x: bars.map(\.share),
            y: bars.indices.map(Double.init),
            texts: bars.map { "\($0.title): \(text($0.share))" }
        )
        return Figure(
            name: "importance",
            title: "What decides about the \(words.objective)",
            caption: "Shares (horizontal) of the variance of the logarithm of the "
                + "\(words.countedLoss), exact for this grid of "
                + "\(NumberText.counted(results.plan.settings.count, "setting")) × "
                + "\(words.scoredRuns). "
                + "An axis alone is the variance of its means; a × b is what both do together "
                + "beyond that; the rest is what three and more do together, and settings with "
                + "\(words.isFolded ? "seeds and folds" : "seeds").",
            frame: PlotFrame(
                width: max(640, left + 420),
                plotHeight: 12 + 26 * bars.count,
                left: left,
                right: 64,
                x: AxisRange(low: 0, high: max((bars.map(\.share).max() ?? 1) * 1.02, 0.01)),
                y: AxisRange(low: Double(bars.count) - 0.4, high: -0.6)
            ),
            commands: [
                "set xlabel 'share of the variance'", "set ytics (\(labels)) nomirror scale 0",
                "set xtics nomirror", "set border 1", "set format x '%g'",
            ],
            plots: [
                Plot(
                    command: "'importance.tsv' using 2:1:(0):2:($1 - 0.36):($1 + 0.36) "
                        + "with boxxyerror fillstyle solid noborder \(color) notitle",
                    series: Series(name: "share", data: data)
                ),
                Plot(
                    command: "'importance.tsv' using 2:1:3 with labels left offset 0.6,0 "
                        + "textcolor rgb \(Palette.ink) notitle"
                ),
            ],
            tables: [table],
            readout: .points(within: 720)
        )
    }

    /// The sources that are drawn; small pairs are one bar if there are many.
    private static func bars(of importance: Importance) -> [(title: String, share: Double)] {
        let all = importance.shares.map { (title: $0.source.title, share: $0.share) }
        guard all.count > barLimit else { return all }
        let shown = all.prefix(barLimit - 1)
        let others = all.dropFirst(barLimit - 1)
        let share = others.reduce(0) { $0 + $1.share }
        return shown + [(title: "\(others.count) smaller ones", share: share)]
    }

    private static func text(_ share: Double) -> String {
        share > 0 && share < 0.0005 ? "< 0.1 %" : NumberText.percent(share)
    }
}
