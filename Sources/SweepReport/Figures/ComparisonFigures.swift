internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The pictures that put the momenta of one family beside one another.
struct ComparisonFigures {
    private let suffix: String
    private let family: MomentumFamily
    private let members: [SettingResults]
    private let tables: [FigureTable]
    private let colors: [String]
    private let results: SweepResults
    private var isBanded: Bool
    private var hasLetters = false

    /// For each shown family, the loss (linear and logarithmic) and the accuracy.
    static func make(_ results: SweepResults) -> [Figure] {
        let families = results.shownFamilies
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
        guard let family = results.families.first(where: { $0.members.contains(best) }) else {
            return []
        }
        var figures = ComparisonFigures(family, suffix: "", results: results)
        figures.isBanded = false
        figures.hasLetters = true
        return Array(figures.figures.prefix(2))
    }

    private init(_ family: MomentumFamily, suffix: String, results: SweepResults) {
        let members = results.shownMembers(of: family).filter { !$0.bands.isEmpty }
        self.suffix = suffix
        self.family = family
        self.members = members
        self.results = results
        isBanded = results.plan.seeds.count > 1
        tables = members.indices.map { index in
            CurveTable.make("comparison\(suffix)-\(index).tsv", setting: members[index])
        }
        colors = members.indices.map { Palette.color($0, of: members.count) }
    }

    private var figures: [Figure] {
        let loss = LossRange(of: members, metric: .loss, results: results)
        let lastBatch = LossRange(of: members, metric: .lastBatchLoss, results: results)
        return [
            figure("loss", "Loss", .loss, range: loss, axis: loss.linear),
            figure("accuracy", "Accuracy", .accuracy, range: nil, axis: ["set yrange [0:1.02]"]),
            figure("log-loss", "Loss, logarithmic", .loss, range: loss, axis: loss.logarithmic),
            figure(
                "last-batch-loss",
                "Last-batch loss",
                .lastBatchLoss,
                range: lastBatch,
                axis: lastBatch.linear
            ),
        ]
            + results.plan.spec.metrics.map { metric in
                let name = metric.name.replacing("_", with: "-")
                return figure(name, metric.title.capitalizedFirst, metric, range: nil, axis: [])
            }
    }

    private func figure(
        _ kind: String,
        _ title: String,
        _ metric: Metric,
        range: LossRange?,
        axis: [GnuplotScript]
    ) -> Figure {
        let name = "comparison-\(kind)\(suffix)"
        var plots = bands(of: metric, range: range) + lines(of: metric)
        let marks = metric == .loss ? divergenceTable("\(name)-diverged.tsv") : nil
        if let marks { plots += divergenceMarks(of: marks, ceiling: range?.upper ?? 1) }
        return Figure(
            name: name,
            title: family.label.isEmpty ? title : "\(title), \(family.label)",
            caption: caption(of: metric, range: range)
                + (marks == nil ? "" : " Crosses mark the last finite losses."),
            width: 480,
            height: 400,
            commands: [
                "set border 3", "set tics nomirror",
                "set ylabel \(metric == .lastBatchLoss ? "loss" : metric.title) offset 1",
            ] + CurveTable.epochAxis(results.plan.spec.epochs) + key + axis + [
                "plot " + plots.joined(separator: ", \\\n    ")
            ],
            tables: tables + [marks].compactMap(\.self)
        )
    }

    /// The key below the picture, where it takes no width; or at its right, where lines are few.
    private var key: [GnuplotScript] {
        hasLetters
            ? ["set key outside right top vertical Left reverse", "set xlabel 'epoch'"]
            : [
                "set key outside bottom center horizontal Left reverse",
                "set xlabel 'epoch' offset 0,0.6",
            ]
    }

    /// The intervals of the means, but not of curves that may leave the picture.
    private func bands(of metric: Metric, range: LossRange?) -> [GnuplotScript] {
        guard isBanded else { return [] }
        return members.indices
            .filter { index in range?.left.contains { $0.index == members[index].index } != true }
            .map { CurveTable.band(metric, of: tables[$0], color: colors[$0]) }
    }

    /// The means, thicker for the best setting, and every other one dashed if they are many.
    private func lines(of metric: Metric) -> [GnuplotScript] {
        members.enumerated().map { place, member in
            let isBest = member.index == results.best?.index
            let momentum = member.setting.momentum.rounded(significantDigits: 4)
            return CurveTable.line(
                metric,
                of: tables[place],
                color: colors[place],
                title: "μ \(NumberText.plain(momentum))",
                letter: hasLetters ? Self.letters[place % Self.letters.count] : nil,
                width: isBest ? 3.5 : 1.8,
                isDashed: members.count > Palette.categories.count && !isBest
                    && !place.isMultiple(of: 2)
            )
        }
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

    private func caption(of metric: Metric, range: LossRange?) -> String {
        let band = isBanded ? "; bands are 95 % intervals of the mean" : ""
        let seeds = isBanded ? ", averaged over \(CurveTable.seeds(of: members))\(band)" : ""
        let isBestHere = members.contains { $0.index == results.best?.index } && members.count > 1
        let left = (range?.left ?? []).map { "μ \(NumberText.plain($0.setting.momentum))" }
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
    private func divergenceMarks(of table: FigureTable, ceiling: Double) -> [GnuplotScript] {
        members.indices.filter { !members[$0].divergences.isEmpty }.map { index in
            "\(table.name) using 1:($3 == \(index) ? ($2 < \(ceiling) ? $2 : \(ceiling)) : NaN) "
                + "with points pointtype 2 pointsize 0.8 linewidth 2 "
                + "linecolor rgb \(colors[index]) notitle"
        }
    }
}
