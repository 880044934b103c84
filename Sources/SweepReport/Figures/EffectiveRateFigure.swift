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
        guard results.families.count <= Palette.categories.count else {
            groups = [("settings", shown)]
            return
        }
        let indices = Set(shown.map(\.index))
        groups = results.families.map { family in
            let members = family.members.filter(indices.contains).map { results.settings[$0] }
            return (family.label.isEmpty ? "settings" : family.label, members)
        }.filter { !$0.members.isEmpty }
    }

    private var isJoined: Bool { results.families.count <= Palette.categories.count }

    private var figure: Figure {
        Figure(
            name: "effective-rate",
            title: "Final loss against the effective learning rate",
            caption: caption,
            width: 600,
            height: 420,
            commands: [
                "set xlabel 'effective learning rate' offset 0,0.6",
                "set ylabel 'final loss' offset 1",
                "set border 3", "set tics nomirror", "set bars small",
                groups.count > 1
                    ? "set key outside bottom center horizontal Left reverse" : "unset key",
            ] + axes + ["plot " + (plots + [labels]).joined(separator: ", \\\n    ")],
            tables: [table]
        )
    }

    private var caption: String {
        let subject =
            isJoined && groups.count > 1
            ? "Each point is a setting; lines join those that differ in the momentum alone."
            : "Each point is a setting."
        let isAll = finished.count <= Self.labelLimit
        let marks =
            isAll
            ? " The number beside it is its momentum."
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
            columns: ["effective_rate", "loss", "low95", "high95", "momentum", "label"]
        )
        for (place, group) in groups.enumerated() {
            if place > 0 {
                table.addGap()
                table.addGap()
            }
            let ends = [group.members.first?.index, group.members.last?.index]
            for setting in group.members {
                let sample = setting[.loss]
                let halfWidth = sample.halfWidth.isFinite ? sample.halfWidth : 0
                let momentum = NumberText.plain(setting.setting.momentum)
                let isLabelled =
                    finished.count <= Self.labelLimit || ends.contains(setting.index)
                    || setting.index == results.best?.index
                table.add([
                    "\(setting.setting.effectiveLearningRate)", "\(sample.mean)",
                    "\(max(sample.mean - halfWidth, sample.mean / 100))",
                    "\(sample.mean + halfWidth)", momentum, isLabelled ? momentum : " ",
                ])
            }
        }
        return table
    }

    private var plots: [GnuplotScript] {
        groups.enumerated().map { place, group in
            let color = Palette.color(place, of: max(groups.count, 1))
            let style: GnuplotScript =
                isJoined && groups.count > 1 ? "yerrorlines" : "yerrorbars"
            return "'effective-rate.tsv' index \(place) using 1:2:3:4 with \(style) "
                + "pointtype 7 pointsize 0.7 linewidth 1.5 linecolor rgb \(color) "
                + "title \(group.label)"
        }
    }

    private var labels: GnuplotScript {
        "'effective-rate.tsv' using 1:2:6 with labels left offset 0.5,0.6 "
            + "font (format eq 'png' ? ',16' : ',11') textcolor rgb \(Palette.ink) notitle"
    }

    /// Logarithmic where the values are far apart.
    private var axes: [GnuplotScript] {
        let rates = finished.map(\.setting.effectiveLearningRate)
        let (slowest, fastest) = (rates.min() ?? 0.1, rates.max() ?? 1)
        let isWide = fastest > 8 * slowest
        let margin = isWide ? slowest * 0.15 : (fastest - slowest) * 0.05 + slowest * 0.02
        let right = isWide ? fastest * 1.3 : fastest + 2 * margin
        var commands: [GnuplotScript] = [
            "set xrange [\(slowest - margin):\(right)]", "set format '%g'",
        ]
        if isWide {
            commands += ["set logscale x"] + ticks("x", from: slowest - margin, to: right)
        }
        let means = finished.map { $0[.loss].mean }
        let (lowest, highest) = (means.min() ?? 0.1, means.max() ?? 1)
        if highest > 20 * lowest {
            let (low, high) = (lowest / 2, highest * 2)
            commands += ["set logscale y", "set yrange [\(low):\(high)]"]
            commands += ticks("y", from: low, to: high)
        } else {
            commands.append("set yrange [0:*]")
        }
        return commands
    }

    private func ticks(
        _ axis: GnuplotScript,
        from low: Double,
        to high: Double
    ) -> [GnuplotScript] {
        let steps = LossRange.steps(from: low, to: high)
        let shown =
            steps.count > 9 ? LossRange.steps(from: low, to: high, multiples: [1]) : steps
        guard shown.count > 1 else { return [] }
        let labels = shown.map { "\(NumberText.plain($0)) \($0)" as GnuplotScript }
            .joined(separator: ", ")
        return ["set \(axis)tics (\(labels)) nomirror"]
    }
}
