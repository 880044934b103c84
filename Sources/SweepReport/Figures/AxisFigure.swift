internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The picture of the loss by which settings are ranked, along one axis.
struct AxisFigure {
    /// The most settings that the picture shows.
    private static let settingLimit = 60

    private let stem: String
    private let drawn: DrawnSettings
    private let members: [SettingResults]
    private let category: CategoryAxis
    private let results: SweepResults
    private let words: MetricWords

    /// Draws the settings that differ from the leader along the compared axis alone.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` unless at least two of them have a score.
    static func make(_ results: SweepResults) -> Figure? {
        make(along: results.comparison.axis, stem: "along-axis", results)
    }

    /// Draws the best setting of each optimizer.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` unless several have a score and another axis is compared.
    static func optimizers(_ results: SweepResults) -> Figure? {
        guard results.optimizers != nil, results.comparison.axis != .optimizer else { return nil }
        return make(along: .optimizer, stem: "along-optimizer", results)
    }

    private static func make(along axis: Axis, stem: String, _ results: SweepResults) -> Figure? {
        let figure = AxisFigure(axis, stem: stem, results)
        return figure.members.count > 1 ? figure.figure : nil
    }

    private init(_ axis: Axis, stem: String, _ results: SweepResults) {
        self.stem = stem
        drawn = DrawnSettings(along: [axis], in: results)
        let scored = drawn.members.filter { $0.score.summary != nil }
        let picked = SweepResults.evenly(scored, limit: Self.settingLimit)
        members = picked
        category = CategoryAxis(axis, values: picked.map { $0.setting[axis] })
        self.results = results
        words = MetricWords(results)
    }

    private var figure: Figure {
        let range = self.range
        let guess = results.guessLoss
        let hasGuess = guess > range.low && guess < range.high
        let groups = [true, false].filter { isAsGood in
            members.contains { results.isAsGood($0.index) == isAsGood }
        }
        let axis = category.axis
        let labels = category.labels(room: 620)
        let end = results.isOptimistic ? " at the selected epoch" : " at the end"
        return Figure(
            name: stem,
            title: words.title(of: results.objective.loss)
                + (drawn.context.isEmpty ? end : ", \(drawn.context)"),
            caption: caption,
            frame: PlotFrame(
                width: 720,
                plotHeight: 300,
                left: 84 + labels.left,
                labelHeight: 56 + labels.height,
                x: category.range,
                y: range,
                keyTitles: groups.map(title) + (hasGuess ? [CurveTable.guessTitle] : [])
            ),
            commands: [
                "set xlabel \(axis.title)", "set ylabel \(words.objective)", "set border 3",
                "set tics nomirror", "set bars small",
                "set xtics \(labels.tics) nomirror",
            ] + range.labels("y"),
            plots: connection + groups.map(points)
                + (hasGuess ? [CurveTable.guessLine(at: guess)] : []),
            tables: [table],
            readout: .points(within: 60)
        )
    }

    private func title(_ isAsGood: Bool) -> String {
        let set = results.answer?.set ?? []
        guard isAsGood else { return set.isEmpty ? "the others" : "worse" }
        return set.count < 2 ? "the best" : "cannot be told from the best"
    }

    /// Numbers have something in between, words have not.
    private var connection: [Plot] {
        category.axis.isText
            ? []
            : [
                Plot(
                    command: "\(table.name) using 1:2 with lines linewidth 1.5 "
                        + "linecolor rgb \(Palette.others) notitle"
                )
            ]
    }

    private func points(_ isAsGood: Bool) -> Plot {
        let color = isAsGood ? Palette.categories[0] : Palette.others
        let bars: GnuplotScript = hasIntervals ? "1:($5 == \(isAsGood ? 1 : 0) ? $2 : NaN):3:4" : ""
        let plain: GnuplotScript = "1:($5 == \(isAsGood ? 1 : 0) ? $2 : NaN)"
        let style: GnuplotScript = hasIntervals ? "yerrorbars" : "points"
        return Plot(
            command: "\(table.name) using \(hasIntervals ? bars : plain) with \(style) "
                + "pointtype \(isAsGood ? 7 : 6) pointsize 0.9 linewidth 2 linecolor rgb \(color) "
                + "title \(title(isAsGood))",
            series: series(isAsGood)
        )
    }

    private func series(_ isAsGood: Bool) -> Series {
        let axis = category.axis
        let shown = members.enumerated().filter { results.isAsGood($1.index) == isAsGood }
        return Series(
            name: title(isAsGood),
            data: SeriesValues(
                name: isAsGood ? "\(stem)-good" : "\(stem)-others",
                x: shown.map { Double($0.offset) },
                y: shown.map(\.element.score.loss),
                texts: shown.map { _, setting in
                    let interval = setting.score.summary?.interval.map {
                        " (\(NumberText.interval($0.lowerBound, $0.upperBound)))"
                    }
                    return "\(SettingText.phrase(setting.setting[axis], of: axis)): "
                        + NumberText.loss(setting.score.loss) + (interval ?? "")
                }
            )
        )
    }

    private var hasIntervals: Bool { members.contains { $0.score.summary?.interval != nil } }

    private var table: FigureTable {
        var table = FigureTable(
            "\(stem).tsv",
            columns: ["place", "loss", "low95", "high95", "as_good"]
        )
        for (place, setting) in members.enumerated() {
            let loss = setting.score.loss
            let interval = setting.score.summary?.interval ?? loss...loss
            table.add([
                "\(place)", "\(loss)", "\(interval.lowerBound)", "\(interval.upperBound)",
                results.isAsGood(setting.index) ? "1" : "0",
            ])
        }
        return table
    }

    /// Intervals of few seeds may be many times as wide as what is between the means.
    private var range: AxisRange {
        let losses = members.map(\.score.loss)
        let (low, high) = (losses.min() ?? 0.1, losses.max() ?? 1)
        let ends = members.flatMap { setting -> [Double] in
            guard let interval = setting.score.summary?.interval else { return [] }
            return [max(interval.lowerBound, low / 5), min(interval.upperBound, high * 3)]
        }
        return .losses(losses + ends)
    }

    private var caption: String {
        let isMean = words.runsPerSetting > 1
        let subject =
            isMean ? "The geometric mean over \(words.scoredRuns) of " : "Of one run each, "
        let bars = hasIntervals ? ", with its 95 % interval" : ""
        let rivals =
            results.answer?.set == nil
            ? " With one seed, no setting can be told from another."
            : ""
        return subject
            + "the \(words.countedLoss) (vertical, logarithmic)\(bars), over the "
            + "\(category.axis.title) (horizontal)." + (words.runsPerSetting == 1 ? rivals : "")
            + drawn.note(drawing: members.count)
    }
}
