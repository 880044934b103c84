internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The picture of the final loss against the effective learning rate.
struct EffectiveRateFigure {
    /// The most settings that the picture shows.
    static let settingLimit = 1_500

    /// The most points that all have their momentum beside them.
    static let labelLimit = 12

    private let results: SweepResults
    private let finished: [SettingResults]

    /// The settings of each colour, by ascending momentum, with the words for the key.
    private let groups: [(label: String, members: [SettingResults])]

    private let bestIndex: Int?

    /// Draws each setting at η·(1−τ)/(1−μ), one colour a family.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` with fewer than two settings that finished.
    static func make(_ results: SweepResults) -> Figure? {
        let finished = results.settings.filter { $0.counts.finished > 0 && $0[.loss].mean > 0 }
        guard finished.count > 1 else { return nil }
        return EffectiveRateFigure(finished, results).figure
    }

    private init(_ finished: [SettingResults], _ results: SweepResults) {
        self.results = results
        let shown = SweepResults.evenly(finished, limit: Self.settingLimit)
        self.finished = shown
        bestIndex = results.best?.index
        guard results.comparison.families.count <= Palette.categories.count else {
            groups = [("settings", shown)]
            return
        }
        let indices = Set(shown.map(\.index))
        groups = results.comparison.families.map { family in
            let members = family.members.filter(indices.contains).map { results.settings[$0] }
            return (family.label.isEmpty ? "settings" : family.label, members)
        }.filter { !$0.members.isEmpty }
    }

    private var isJoined: Bool { results.comparison.families.count <= Palette.categories.count }

    private var figure: Figure {
        let frame = PlotFrame(
            width: 600,
            plotHeight: 320,
            left: 84,
            x: rateRange,
            y: lossRange,
            keyTitles: groups.count > 1 ? groups.map(title) : []
        )
        let labels = labels(in: frame)
        return Figure(
            name: "effective-rate",
            title: "Final loss against the effective learning rate",
            caption: caption,
            frame: frame,
            commands: [
                "set xlabel 'effective learning rate'", "set ylabel 'final loss'",
                "set border 3", "set tics nomirror", "set bars small", "set format '%g'",
            ] + ticks("x", rateRange) + ticks("y", lossRange),
            plots: plots + [
                Plot(
                    command: "\(labels.name) using 1:2:3 with labels center "
                        + "font (format eq 'png' ? ',16' : format eq 'pdf' ? ',8' : ',11') "
                        + "textcolor rgb \(Palette.ink) notitle"
                )
            ],
            tables: [table, labels]
        )
    }

    /// What the key calls a group.
    private func title(of group: (label: String, members: [SettingResults])) -> String {
        group.label.shortened(to: 44)
    }

    private var caption: String {
        let subject =
            isJoined && groups.count > 1
            ? "Each point is a setting; lines join those that differ in the momentum alone."
            : "Each point is a setting."
        let isAll = finished.count <= Self.labelLimit
        let marks =
            isAll
            ? " The number beside it is its momentum, where there is room."
            : " Numbers are momenta: the ends\(isJoined ? " of each line" : "") and the best."
        return subject + marks
            + " In the long run momentum μ multiplies the learning rate by 1/(1 − μ). Where points "
            + "lie on one curve, the momenta differ by the length of their steps and by nothing "
            + "else."
    }

    /// One block of lines for each group.
    private var table: FigureTable {
        var table = FigureTable(
            "effective-rate.tsv",
            columns: ["effective_rate", "loss", "low95", "high95", "momentum"]
        )
        for (index, group) in groups.enumerated() {
            if index > 0 {
                table.addGap()
                table.addGap()
            }
            for setting in group.members {
                let sample = setting[.loss]
                let halfWidth = sample.halfWidth.isFinite ? sample.halfWidth : 0
                table.add([
                    "\(setting.setting.effectiveLearningRate)", "\(sample.mean)",
                    "\(max(sample.mean - halfWidth, sample.mean / 100))",
                    "\(sample.mean + halfWidth)", NumberText.plain(setting.setting.momentum),
                ])
            }
        }
        return table
    }

    /// The momenta beside their points, as far as there is room: the best setting's, those at the
    /// ends of the groups, and the others if they are few.
    private func labels(in frame: PlotFrame) -> FigureTable {
        let ends = groups.flatMap { [$0.members.first, $0.members.last].compactMap(\.self) }
        let best = finished.filter { $0.index == bestIndex }
        let rest = finished.count <= Self.labelLimit ? finished : []
        var placement = LabelPlacement(in: frame, points: finished.map(Self.point))
        var labelled: Set<Int> = []
        var table = FigureTable("effective-rate-labels.tsv", columns: ["x", "y", "momentum"])
        for setting in best + ends + rest where labelled.insert(setting.index).inserted {
            let text = NumberText.plain(setting.setting.momentum)
            let point = Self.point(of: setting)
            guard
                let middle = placement.place(
                    length: text.count,
                    x: frame.position(x: point.x),
                    y: frame.position(y: point.y)
                )
            else { continue }
            let value = frame.value(x: middle.x, y: middle.y)
            table.add(["\(value.x)", "\(value.y)", text])
        }
        // gnuplot refuses to plot a file without rows.
        if table.rowCount == 0 { table.add(["NaN", "NaN", " "]) }
        return table
    }

    private static func point(of setting: SettingResults) -> (x: Double, y: Double) {
        (setting.setting.effectiveLearningRate, setting[.loss].mean)
    }

    private var plots: [Plot] {
        groups.enumerated().map { index, group in
            let color = Palette.color(index, of: max(groups.count, 1))
            let style: GnuplotScript =
                isJoined && groups.count > 1 ? "yerrorlines" : "yerrorbars"
            return Plot(
                command: "'effective-rate.tsv' index \(index) using 1:2:3:4 with \(style) "
                    + "pointtype 7 pointsize 0.7 linewidth 1.5 linecolor rgb \(color) "
                    + "title \(title(of: group))",
                group: index,
                series: Series(name: title(of: group), data: data(of: group.members, index))
            )
        }
    }

    private func data(of members: [SettingResults], _ index: Int) -> SeriesValues {
        let points = members.map(Self.point)
        return SeriesValues(
            name: "effective-rate-\(index)",
            x: points.map(\.x),
            y: points.map(\.y),
            texts: members.map { setting in
                let rate = (setting.setting.effectiveLearningRate).rounded(significantDigits: 4)
                return "\(results.shortLabel(of: setting.setting)): effective rate "
                    + "\(NumberText.plain(rate)), loss \(NumberText.loss(setting[.loss].mean))"
            }
        )
    }

    /// Logarithmic where the rates are far apart.
    private var rateRange: AxisRange {
        let rates = finished.map(\.setting.effectiveLearningRate)
        let (slowest, fastest) = (rates.min() ?? 0.1, rates.max() ?? 1)
        if fastest > 8 * slowest {
            return AxisRange(low: slowest * 0.85, high: fastest * 1.3, isLogarithmic: true)
        }
        let margin = (fastest - slowest) * 0.05 + slowest * 0.02
        return AxisRange(low: slowest - margin, high: fastest + 2 * margin)
    }

    /// Logarithmic where the losses are far apart, otherwise from 0.
    private var lossRange: AxisRange {
        let means = finished.map { $0[.loss].mean }
        let (lowest, highest) = (means.min() ?? 0.1, means.max() ?? 1)
        if highest > 20 * lowest {
            return AxisRange(low: lowest / 2, high: highest * 2, isLogarithmic: true)
        }
        let ends = finished.map { $0[.loss].mean + $0[.loss].halfWidth }.filter(\.isFinite)
        // An interval may be many times as wide as its mean.
        let top = min(max(ends.max() ?? highest, highest), 2 * highest)
        return AxisRange(low: 0, high: top * 1.05)
    }

    /// Commands that label a logarithmic axis at each 1, 2 and 5, or at each power of ten.
    private func ticks(_ axis: GnuplotScript, _ range: AxisRange) -> [GnuplotScript] {
        guard range.isLogarithmic else { return [] }
        let steps = LossRange.steps(from: range.low, to: range.high)
        let shown =
            steps.count > 9
            ? LossRange.steps(from: range.low, to: range.high, multiples: [1]) : steps
        guard shown.count > 1 else { return [] }
        let labels = shown.map { "\(NumberText.plain($0)) \($0)" as GnuplotScript }
            .joined(separator: ", ")
        return ["set \(axis)tics (\(labels)) nomirror"]
    }
}
