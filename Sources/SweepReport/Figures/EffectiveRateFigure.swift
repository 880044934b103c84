internal import SweepModel

/// The picture of the final loss against the effective learning rate.
enum EffectiveRateFigure {
    /// The most settings that the picture shows.
    static let settingLimit = 1_500

    /// Draws each setting at η·(1−τ)/(1−μ), one colour a family.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` with fewer than two settings that finished.
    static func make(_ results: SweepResults) -> Figure? {
        let finished = results.settings.filter { $0.finishedCount > 0 && $0[.loss].mean > 0 }
        guard finished.count > 1 else { return nil }
        let families = results.families.count <= Palette.categories.count ? results.families : []
        var table = FigureTable(
            "effective-rate.tsv",
            columns: ["effective_rate", "loss", "low95", "high95", "family", "momentum"]
        )
        for setting in SweepResults.evenly(finished, limit: settingLimit) {
            let sample = setting[.loss]
            let halfWidth = sample.halfWidth.isFinite ? sample.halfWidth : 0
            let family = families.firstIndex { $0.members.contains(setting.index) } ?? 0
            table.add([
                "\(setting.setting.effectiveLearningRate)", "\(sample.mean)",
                "\(max(sample.mean - halfWidth, sample.mean / 100))", "\(sample.mean + halfWidth)",
                "\(family)", NumberText.plain(setting.setting.momentum),
            ])
        }
        let labels = families.isEmpty ? ["settings"] : families.map(\.label)
        let plots = labels.enumerated().map { family, label in
            let color = Palette.color(family, of: max(labels.count, 1))
            return "'\(table.name)' using ($5 == \(family) ? $1 : NaN):2:3:4 with yerrorbars "
                + "pointtype 7 pointsize 0.7 linewidth 1.5 linecolor rgb '\(color)' "
                + "title \(GnuplotText.quoted(label.isEmpty ? "settings" : label))"
        }
        let rates = finished.map(\.setting.effectiveLearningRate)
        let (slowest, fastest) = (rates.min() ?? 0.1, rates.max() ?? 1)
        let isWide = fastest > 8 * slowest
        let margin = isWide ? slowest * 0.25 : (fastest - slowest) * 0.05 + slowest * 0.02
        let right = isWide ? fastest * 1.3 : fastest + margin
        let range = "[\(slowest - margin):\(right)]"
        let losses = finished.map { $0[.loss].mean }
        let isSpread = (losses.max() ?? 1) > 20 * (losses.min() ?? 1)
        return Figure(
            name: "effective-rate",
            title: "Final loss against the effective learning rate",
            caption: "Each point is a setting. In the long run momentum μ multiplies the learning "
                + "rate by 1/(1 − μ). Where points lie on one curve, the momenta differ by the "
                + "length of their steps and by nothing else.",
            width: 600,
            height: 400,
            commands: [
                "set xlabel 'effective learning rate'", "set ylabel 'final loss'",
                isWide ? "set logscale x" : "unset logscale",
                isSpread ? "set logscale y" : "set yrange [0:*]",
                "set format '%g'", "set xrange \(range)", "set border 3",
                "set tics nomirror", "set bars small",
                labels.count > 1 ? "set key outside top center horizontal" : "unset key",
                "plot " + plots.joined(separator: ", \\\n    "),
            ],
            tables: [table]
        )
    }
}
