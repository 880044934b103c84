internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The curves of the settings along the compared axis beside one another, each metric in a figure.
struct ComparisonFigures {
    private let drawn: DrawnSettings
    private let members: [SettingResults]
    private let colors: [String]
    private let results: SweepResults
    private let words: MetricWords
    private let range: LossRange

    /// Whether intervals are drawn; with folds, those of single runs would be too narrow.
    private var isBanded: Bool
    private var hasLetters = false

    /// Loss and accuracy on the samples by which settings are ranked, and on the training samples.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: Figures in pairs; none with a single setting, which has a figure of its own.
    static func main(_ results: SweepResults) -> [Figure] {
        guard results.plan.settings.count > 1 else { return [] }
        let figures = ComparisonFigures(results)
        let objective = results.objective
        let losses = objective.isHeldOut ? [objective.loss, .loss] : [.loss]
        let accuracies = objective.isHeldOut ? [objective.accuracy, .accuracy] : [.accuracy]
        return figures.figures(of: losses + accuracies)
    }

    /// What else was recorded.
    static func more(_ results: SweepResults) -> [Figure] {
        guard results.plan.settings.count > 1 else { return [] }
        let shown: [Metric] = [
            .loss, .accuracy, results.objective.loss, results.objective.accuracy, .meanBatchLoss,
        ]
        let others = results.plan.spec.recordedMetrics.filter { !shown.contains($0) }
        return ComparisonFigures(results).figures(of: others)
    }

    /// Loss and accuracy for a terminal.
    ///
    /// They have no bands, and each curve is made of a letter of its own.
    static func plain(_ results: SweepResults) -> [Figure] {
        var figures = ComparisonFigures(results)
        figures.isBanded = false
        figures.hasLetters = true
        return figures.figures(of: [results.objective.loss, results.objective.accuracy])
    }

    private init(_ results: SweepResults) {
        drawn = DrawnSettings(along: [results.comparison.drawnAxis], in: results)
        let shown = results.shown.values
        let members = drawn.members.filter {
            shown.contains($0.setting[results.comparison.drawnAxis]) && !$0.bands.isEmpty
        }
        self.members = members
        self.results = results
        words = MetricWords(results)
        isBanded = results.plan.seeds.count > 1 && !words.isFolded
        colors = members.indices.map { Palette.color($0, of: members.count) }
        range = LossRange(of: members, metrics: [.loss, results.objective.loss], results: results)
    }

    private func figures(of metrics: [Metric]) -> [Figure] {
        members.isEmpty ? [] : metrics.map(figure)
    }

    private func figure(_ metric: Metric) -> Figure {
        let tables = members.enumerated().map { index, member in
            CurveTable(metric, of: member, stem: "comparison-\(index)")
        }
        let name = "comparison-\(metric.name.replacing("_", with: "-"))"
        let range = range(of: metric)
        let axis = range?.axis ?? accuracyAxis(metric) ?? .around(values(of: metric))
        let epochs = CurveTable.epochCount(of: members, in: results.plan)
        var plots = bands(tables, range: range, axis: axis) + lines(tables)
        let marks = metric == .loss ? divergenceTable("\(name)-diverged.tsv") : nil
        if let marks { plots += divergenceMarks(of: marks, ceiling: range?.upper ?? 1) }
        let guess = guessLine(for: metric, axis: axis)
        if let guess { plots.append(guess.plot) }
        let selected = SelectedEpochMarks(
            isCrowded || hasLetters ? [] : members,
            colors: colors,
            of: results,
            stem: name
        )
        plots += selected.plots(on: axis)
        return Figure(
            name: name,
            title: words.title(of: metric),
            caption: caption(of: metric, range: range)
                + (marks == nil ? "" : " Crosses mark the last finite losses.")
                + selected.note + CurveTable.thinningNote(epochs: epochs)
                + drawn.note(drawing: members.count),
            frame: PlotFrame(
                width: 480,
                plotHeight: 290,
                x: CurveTable.epochRange(epochs),
                y: axis,
                keyTitles: members.map(title) + [guess?.title].compactMap(\.self)
            ),
            commands: [
                "set border 3", "set tics nomirror", "set xlabel 'epoch'",
                "set ylabel \(words.name(of: metric))",
            ] + CurveTable.epochLabels(epochs) + axis.labels("y"),
            plots: plots,
            tables: tables.map(\.table) + [marks].compactMap(\.self) + selected.tables,
            readout: .curves(of: "epoch")
        )
    }

    /// Losses have the same axis in all figures, so that training and validation can be compared.
    private func range(of metric: Metric) -> LossRange? {
        switch metric {
        case .loss, results.objective.loss: range
        case .lastBatchLoss, .meanBatchLoss:
            LossRange(of: members, metrics: [metric], results: results)
        default: nil
        }
    }

    private func accuracyAxis(_ metric: Metric) -> AxisRange? {
        [.accuracy, results.objective.accuracy].contains(metric)
            ? AxisRange(low: 0, high: 1.02) : nil
    }

    private func values(of metric: Metric) -> [Double] {
        members.flatMap { $0.bands[metric]?.mean.map(Double.init) ?? [] }
    }

    /// What the key calls a member.
    private func title(of member: SettingResults) -> String {
        let axis = results.comparison.drawnAxis
        return CategoryAxis(axis, values: [member.setting[axis]]).title(0)
    }

    /// The intervals of the means, but not of curves that may leave the picture; of many curves,
    /// that of the best setting alone.
    private func bands(_ tables: [CurveTable], range: LossRange?, axis: AxisRange) -> [Plot] {
        guard isBanded else { return [] }
        let left = Set((range?.left ?? []).map(\.index))
        return members.indices
            .filter { !left.contains(members[$0].index) }
            .filter { !isCrowded || members[$0].index == results.answer?.leader }
            .map { tables[$0].band(color: colors[$0], group: $0, on: axis) }
    }

    /// Whether bands of all curves would hide one another.
    private var isCrowded: Bool { members.count > Palette.categories.count }

    /// The means, thicker for the best setting, and every other one dashed if they are many.
    private func lines(_ tables: [CurveTable]) -> [Plot] {
        members.enumerated().flatMap { index, member in
            let isBest = member.index == results.answer?.leader
            return tables[index].lines(
                title(of: member),
                color: colors[index],
                group: index,
                letter: hasLetters ? Self.letters[index % Self.letters.count] : nil,
                width: isBest ? 3.5 : 1.8,
                isDashed: members.count > Palette.categories.count && !isBest
                    && !index.isMultiple(of: 2)
            )
        }
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

    /// What a guess comes to, as a line across the picture.
    private func guessLine(for metric: Metric, axis: AxisRange) -> (plot: Plot, title: String)? {
        guard !hasLetters else { return nil }
        let isLoss = [.loss, results.objective.loss].contains(metric)
        guard isLoss || metric == results.objective.accuracy else { return nil }
        let value = isLoss ? results.guessLoss : results.largestClassShare
        guard value > axis.low, value < axis.high else { return nil }
        return (CurveTable.guessLine(at: value), CurveTable.guessTitle)
    }

    private func caption(of metric: Metric, range: LossRange?) -> String {
        let bands =
            isCrowded
            ? "the band is the 95 % interval of the best one’s mean"
            : "bands are 95 % intervals of the mean"
        let band = isBanded ? "; \(bands)" : ""
        let runs = CurveTable.runs(of: members, words: words)
        let mean = words.runsPerSetting > 1 ? ", averaged over \(runs)\(band)" : ", one run each"
        let isBestHere = members.contains { $0.index == results.answer?.leader }
        let axis = results.comparison.drawnAxis
        let left = (range?.left ?? []).map { SettingText.symbolic($0.setting[axis], of: axis) }
        let note =
            left.isEmpty
            ? ""
            : " \(NumberText.listed(left)) ended no better than a guess "
                + "(\(NumberText.loss(results.guessLoss))), "
                + "\(left.count == 1 ? "has no band and" : "have no bands and") may leave the "
                + "picture at the top."
        let scale = range?.isWide == true ? ", logarithmic" : ""
        return "Vertical\(scale): \(words.meaning(of: metric))\(mean). Horizontal: the epoch."
            + (isBestHere && members.count > 1 ? " The thick curve is the best setting’s." : "")
            + note + CurveTable.divergenceNote(of: members) + CurveTable.stoppingNote(of: members)
    }

    /// The last finite loss of each run that diverged, or `nil` if none did.
    private func divergenceTable(_ name: String) -> FigureTable? {
        guard members.contains(where: { !$0.divergences.isEmpty }) else { return nil }
        var table = FigureTable(name, columns: ["epoch", "loss", "curve"])
        for (index, member) in members.enumerated() {
            for divergence in member.divergences {
                table.add(["\(divergence.epoch)", "\(divergence.loss)", "\(index)"])
            }
        }
        return table
    }

    /// A cross for each run that diverged, not above `ceiling`.
    private func divergenceMarks(of table: FigureTable, ceiling: Double) -> [Plot] {
        members.indices.filter { !members[$0].divergences.isEmpty }.map { index in
            Plot(
                command: "\(table.name) using 1:"
                    + "($3 == \(index) ? ($2 < \(ceiling) ? $2 : \(ceiling)) : NaN) "
                    + "with points pointtype 2 pointsize 0.8 linewidth 2 "
                    + "linecolor rgb \(colors[index]) notitle",
                group: index
            )
        }
    }
}
