internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The pictures that put the momenta of one family beside one another.
struct ComparisonFigures {
    private let suffix: String
    private let family: AxisFamily
    private let members: [SettingResults]
    private let colors: [String]
    private let results: SweepResults
    private let bestIndex: Int?
    private var isBanded: Bool
    private var hasLetters = false

    /// For each shown family, the loss (linear and logarithmic) and the accuracy.
    static func make(_ results: SweepResults) -> [Figure] {
        let families = results.shown.families
        return families.enumerated().flatMap { place, family in
            let suffix = families.count > 1 ? "-\(place)" : ""
            return ComparisonFigures(family, suffix: suffix, results: results).figures
        }
    }

    /// Loss and accuracy of the family with the best setting, for a terminal.
    ///
    /// They have no bands, and each curve is made of a letter of its own.
    static func plain(_ results: SweepResults) -> [Figure] {
        let best = results.best?.index ?? 0
        guard let family = results.comparison.families.first(where: { $0.members.contains(best) })
        else {
            return []
        }
        var figures = ComparisonFigures(family, suffix: "", results: results)
        figures.isBanded = false
        figures.hasLetters = true
        return Array(figures.figures.prefix(2))
    }

    private init(_ family: AxisFamily, suffix: String, results: SweepResults) {
        let members = results.shown.members(of: family).map { results.settings[$0] }
            .filter { !$0.bands.isEmpty }
        self.suffix = suffix
        self.family = family
        self.members = members
        self.results = results
        bestIndex = results.best?.index
        isBanded = results.plan.seeds.count > 1
        colors = members.indices.map { Palette.color($0, of: members.count) }
    }

    private var figures: [Figure] {
        let range = LossRange(of: members, metric: .loss, results: results)
        let lastBatch = LossRange(of: members, metric: .lastBatchLoss, results: results)
        let losses = curves(of: .loss)
        return [
            figure("loss", "Loss", losses, range: range, axis: range.linear),
            figure(
                "accuracy",
                "Accuracy",
                curves(of: .accuracy),
                range: nil,
                axis: AxisRange(low: 0, high: 1.02)
            ),
            figure(
                "log-loss",
                "Loss, logarithmic",
                losses,
                range: range,
                axis: range.logarithmic,
                labels: range.logarithmicLabels
            ),
            figure(
                "last-batch-loss",
                "Last-batch loss",
                curves(of: .lastBatchLoss),
                range: lastBatch,
                axis: lastBatch.linear
            ),
        ]
            + results.plan.spec.metrics.map { metric in
                let name = metric.name.replacing("_", with: "-")
                let curves = curves(of: metric)
                let values = members.flatMap { $0.bands[metric]?.mean.map(Double.init) ?? [] }
                return figure(
                    name,
                    metric.title.capitalizedFirst,
                    curves,
                    range: nil,
                    axis: .around(values)
                )
            }
    }

    /// The curves of one metric, one for each member.
    private struct Curves {
        let metric: Metric
        let tables: [CurveTable]
    }

    private func curves(of metric: Metric) -> Curves {
        Curves(
            metric: metric,
            tables: members.enumerated().map { index, member in
                CurveTable(metric, of: member, stem: "comparison\(suffix)-\(index)")
            }
        )
    }

    private func figure(
        _ kind: String,
        _ title: String,
        _ curves: Curves,
        range: LossRange?,
        axis: AxisRange,
        labels: [GnuplotScript] = []
    ) -> Figure {
        let name = "comparison-\(kind)\(suffix)"
        let metric = curves.metric
        let epochs = results.plan.spec.epochs
        var plots = bands(of: curves, range: range) + lines(of: curves)
        let marks = metric == .loss ? divergenceTable("\(name)-diverged.tsv") : nil
        if let marks { plots += divergenceMarks(of: marks, ceiling: range?.upper ?? 1) }
        return Figure(
            name: name,
            title: family.label.isEmpty ? title : "\(title), \(family.label)",
            caption: caption(of: metric, range: range)
                + (marks == nil ? "" : " Crosses mark the last finite losses.")
                + CurveTable.thinningNote(epochs: epochs),
            frame: PlotFrame(
                width: 480,
                plotHeight: 290,
                x: CurveTable.epochRange(epochs),
                y: axis,
                keyTitles: members.map(self.title)
            ),
            commands: [
                "set border 3", "set tics nomirror", "set xlabel 'epoch'",
                "set ylabel \(metric == .lastBatchLoss ? "loss" : metric.title)",
            ] + CurveTable.epochLabels(epochs) + labels,
            plots: plots,
            tables: curves.tables.map(\.table) + [marks].compactMap(\.self),
            readout: .curves(of: "epoch")
        )
    }

    /// What the key calls a member.
    private func title(of member: SettingResults) -> String {
        member.setting.shortLabel(of: [results.comparison.axis])
    }

    /// The intervals of the means, but not of curves that may leave the picture.
    private func bands(of curves: Curves, range: LossRange?) -> [Plot] {
        guard isBanded else { return [] }
        return members.indices
            .filter { index in range?.left.contains { $0.index == members[index].index } != true }
            .map { curves.tables[$0].band(color: colors[$0], group: $0) }
    }

    /// The means, thicker for the best setting, and every other one dashed if they are many.
    private func lines(of curves: Curves) -> [Plot] {
        members.enumerated().map { index, member in
            let isBest = member.index == bestIndex
            return curves.tables[index].line(
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

    private func caption(of metric: Metric, range: LossRange?) -> String {
        let band = isBanded ? "; bands are 95 % intervals of the mean" : ""
        let seeds = isBanded ? ", averaged over \(CurveTable.seeds(of: members))\(band)" : ""
        let isBestHere = members.contains { $0.index == bestIndex } && members.count > 1
        let left = (range?.left ?? []).map(title)
        let note =
            left.isEmpty
            ? ""
            : " \(NumberText.listed(left)) ended no better than a guess "
                + "(\(NumberText.loss(results.guessLoss))), "
                + "\(left.count == 1 ? "has no band and" : "have no bands and") may leave the "
                + "picture at the top."
        return "\(metric.meaning)\(seeds)."
            + (isBestHere ? " The thick curve is the best setting’s." : "")
            + note + CurveTable.divergenceNote(of: members)
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
