internal import Quoting
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// The picture of one setting: losses on the left axis, accuracy on the right one.
///
/// With held-out samples it shows training and validation loss; without, the loss of the last batch
/// as the notebook does.
enum CurvesFigure {
    /// Draws the means over the runs of one setting, with their 95 % intervals.
    ///
    /// - Parameters:
    ///   - setting: The setting.
    ///   - number: The place among the shown settings.
    ///   - results: The sweep.
    /// - Returns: The figure, or `nil` if nothing is known of the setting's curves.
    static func make(_ setting: SettingResults, number: Int, results: SweepResults) -> Figure? {
        guard !setting.bands.isEmpty else { return nil }
        let words = MetricWords(results)
        let objective = results.objective
        let losses: [Metric] = objective.isHeldOut ? [.loss, objective.loss] : [.lastBatchLoss]
        let metrics = losses + [objective.accuracy]
        let name = "curves-\(number)"
        let epochs = CurveTable.epochCount(of: [setting], in: results.plan)
        let tables = metrics.map { CurveTable($0, of: setting, stem: name) }
        let titles = metrics.map { metric in
            words.name(of: metric) + (metric == objective.accuracy ? " (right)" : "")
        }
        let range = LossRange(of: [setting], metrics: losses, results: results)
        let isBanded = results.plan.seeds.count > 1 && !words.isFolded
        let bands = tables.enumerated().map { index, table in
            table.band(
                color: color(index),
                group: index,
                on: index == losses.count ? accuracyAxis : range.axis,
                isOnRight: index == losses.count
            )
        }
        let lines = tables.enumerated().flatMap { index, table in
            table.lines(
                titles[index],
                color: color(index),
                group: index,
                isOnRight: index == losses.count,
                isDashed: index == losses.count
            )
        }
        let marks = SelectedEpochMarks(
            [setting],
            colors: [Palette.ink],
            of: results,
            stem: name,
            isGrouped: false
        )
        return Figure(
            name: name,
            title: "\(objective.isHeldOut ? "Training and validation" : "Training"), "
                + results.label(of: setting.setting),
            caption: caption(setting, losses: losses, isBanded: isBanded, results: results)
                + (range.isWide ? " The loss axis is logarithmic." : "") + marks.note
                + CurveTable.thinningNote(epochs: epochs),
            frame: PlotFrame(
                width: 480,
                plotHeight: 330,
                right: 70,
                x: CurveTable.epochRange(epochs),
                y: range.axis,
                rightY: accuracyAxis,
                keyTitles: titles
            ),
            commands: [
                "set xlabel 'epoch'",
                "set ylabel \(objective.isHeldOut ? "loss" : words.name(of: .lastBatchLoss))",
                "set y2label 'accuracy' offset -1 textcolor rgb \(Palette.ink)",
                "set ytics nomirror", "set y2tics textcolor rgb \(Palette.ink)", "set border 11",
                "set xtics nomirror",
            ] + CurveTable.epochLabels(epochs) + range.axis.labels("y"),
            plots: (isBanded ? bands : []) + lines + marks.plots(on: range.axis),
            tables: tables.map(\.table) + marks.tables,
            readout: .curves(of: "epoch")
        )
    }

    private static let accuracyAxis = AxisRange(low: 0, high: 1.02)

    private static func color(_ index: Int) -> String { Palette.categories[index] }

    private static func caption(
        _ setting: SettingResults,
        losses: [Metric],
        isBanded: Bool,
        results: SweepResults
    ) -> String {
        let words = MetricWords(results)
        let measured = losses + [results.objective.accuracy]
        let subjects = NumberText.listed(measured.map(words.meaning))
        let runs = CurveTable.runs(of: [setting], words: words)
        let mean = words.runsPerSetting > 1 ? ", averaged over \(runs)" : ", of one run"
        return "Over the epochs (horizontal): \(subjects)\(mean)."
            + (isBanded ? " Bands are 95 % intervals of the mean." : "")
            + CurveTable.divergenceNote(of: [setting]) + CurveTable.stoppingNote(of: [setting])
    }
}
