internal import SweepModel

/// The pictures that put the momenta of one family beside one another.
struct ComparisonFigures {
    private let suffix: String
    private let family: MomentumFamily
    private let members: [SettingResults]
    private let tables: [FigureTable]
    private let colors: [String]
    private let results: SweepResults
    private var isBanded: Bool

    /// For each shown family, the loss (linear and logarithmic) and the accuracy.
    static func make(_ results: SweepResults) -> [Figure] {
        let families = results.shownFamilies
        return families.enumerated().flatMap { place, family in
            let suffix = families.count > 1 ? "-\(place)" : ""
            return ComparisonFigures(family, suffix: suffix, results: results).figures
        }
    }

    /// Loss and accuracy of the family with the best setting, without bands, for a terminal.
    static func plain(_ results: SweepResults) -> [Figure] {
        let best = results.best?.index ?? 0
        guard let family = results.families.first(where: { $0.members.contains(best) }) else {
            return []
        }
        var figures = ComparisonFigures(family, suffix: "", results: results)
        figures.isBanded = false
        return Array(figures.figures.prefix(2))
    }

    private init(_ family: MomentumFamily, suffix: String, results: SweepResults) {
        let members = results.shownMembers(of: family)
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
        let upper = LossRange.upperEnd(of: members, metric: .loss, results: results)
        let lower = LossRange.lowerEnd(of: members, metric: .loss)
        let range = "set yrange [\(lower):\(max(upper, lower * 10))]"
        let lastBatch = LossRange.upperEnd(of: members, metric: .lastBatchLoss, results: results)
        return [
            figure(
                "loss",
                "Loss",
                .loss,
                ceiling: upper,
                axis: ["set yrange [0:\(upper)]"]
            ),
            figure(
                "accuracy",
                "Accuracy",
                .accuracy,
                ceiling: 1,
                axis: ["set yrange [0:1.02]"]
            ),
            figure(
                "log-loss",
                "Loss, logarithmic",
                .loss,
                ceiling: upper,
                axis: ["set logscale y", range, "set format y '%g'"]
            ),
            figure(
                "last-batch-loss",
                "Last-batch loss",
                .lastBatchLoss,
                ceiling: lastBatch,
                axis: ["set yrange [0:\(lastBatch)]"]
            ),
        ]
    }

    private func figure(
        _ kind: String,
        _ title: String,
        _ metric: Metric,
        ceiling: Double,
        axis: [String]
    ) -> Figure {
        let name = "comparison-\(kind)\(suffix)"
        var plots: [String] = []
        if isBanded {
            plots += zip(tables, colors).map { CurveTable.band(metric, of: $0.0, color: $0.1) }
        }
        for (index, member) in members.enumerated() {
            let momentum = NumberText.rounded(member.setting.momentum, significantDigits: 4)
            let title = "μ \(NumberText.plain(momentum))"
            plots.append(
                CurveTable.line(metric, of: tables[index], color: colors[index], title: title)
            )
        }
        let marks = metric == .loss ? divergenceTable("\(name)-diverged.tsv") : nil
        if let marks { plots += divergenceMarks(of: marks, ceiling: ceiling) }
        let quantity = metric == .accuracy ? "accuracy" : "loss"
        let measured =
            metric == .lastBatchLoss
            ? "The notebook's number: the loss of each epoch's last mini-batch, before its step"
            : "The \(quantity) over all samples after each epoch"
        let band = isBanded ? "; bands are 95 % intervals of the mean" : ""
        let seeds = isBanded ? ", averaged over \(CurveTable.seeds(of: members))\(band)" : ""
        return Figure(
            name: name,
            title: family.label.isEmpty ? title : "\(title), \(family.label)",
            caption: "\(measured)\(seeds)."
                + CurveTable.divergenceNote(of: members)
                + (marks == nil ? "" : " Crosses mark the last finite losses."),
            width: 600,
            height: 400,
            commands: [
                "set border 3", "set tics nomirror",
                "set key outside right top vertical Left reverse", "set xlabel 'epoch'",
                "set ylabel '\(quantity)'",
                CurveTable.epochRange(results.plan.spec.epochs),
            ] + axis + ["plot " + plots.joined(separator: ", \\\n    ")],
            tables: tables + [marks].compactMap(\.self)
        )
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
    private func divergenceMarks(of table: FigureTable, ceiling: Double) -> [String] {
        members.indices.filter { !members[$0].divergences.isEmpty }.map { index in
            "'\(table.name)' using 1:($3 == \(index) ? ($2 < \(ceiling) ? $2 : \(ceiling)) : NaN) "
                + "with points pointtype 2 pointsize 0.8 linewidth 2 "
                + "linecolor rgb '\(colors[index])' notitle"
        }
    }
}
