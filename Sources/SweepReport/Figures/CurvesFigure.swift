internal import Quoting
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// The notebook's picture of one momentum: loss on the left axis, accuracy on the right one.
enum CurvesFigure {
    /// Draws the means over the seeds of one setting, with their 95 % intervals.
    ///
    /// - Parameters:
    ///   - setting: The setting; its bands are known.
    ///   - number: The place among the shown momenta.
    ///   - results: The sweep.
    /// - Returns: The figure.
    static func make(_ setting: SettingResults, number: Int, results: SweepResults) -> Figure {
        let name = "curves-\(number)"
        let epochs = results.plan.spec.epochs
        let loss = CurveTable(.lastBatchLoss, of: setting, stem: name)
        let accuracy = CurveTable(.accuracy, of: setting, stem: name)
        let range = LossRange(of: [setting], metric: .lastBatchLoss, results: results)
        let isBanded = setting.counts.total > 1
        let titles = ["last-batch loss (left)", "accuracy (right)"]
        let (blue, orange) = (Palette.categories[0], Palette.categories[1])
        let bands =
            isBanded
            ? [
                loss.band(color: blue, group: 0),
                accuracy.band(color: orange, group: 1, isOnRight: true),
            ] : []
        let subject = isBanded ? "The mean over \(CurveTable.seeds(of: [setting])) of the" : "The"
        let band = isBanded ? " Bands are 95 % intervals of the mean." : ""
        return Figure(
            name: name,
            title: "Training, \(results.label(of: setting.setting))",
            caption: "\(subject) loss of each epoch’s last mini-batch, and \(isBanded ? "of " : "")"
                + "the accuracy over all samples after the epoch.\(band)"
                + CurveTable.divergenceNote(of: [setting])
                + CurveTable.thinningNote(epochs: epochs),
            frame: PlotFrame(
                width: 480,
                plotHeight: 330,
                right: 70,
                x: CurveTable.epochRange(epochs),
                y: range.linear,
                rightY: AxisRange(low: 0, high: 1.02),
                keyTitles: titles
            ),
            commands: [
                "set xlabel 'epoch'", "set ylabel 'last-batch loss'",
                "set y2label 'accuracy' offset -1 textcolor rgb \(Palette.ink)",
                "set ytics nomirror", "set y2tics textcolor rgb \(Palette.ink)", "set border 11",
                "set xtics nomirror",
            ] + CurveTable.epochLabels(epochs),
            plots: bands + [
                loss.line(titles[0], color: blue, group: 0),
                accuracy.line(titles[1], color: orange, group: 1, isOnRight: true),
            ],
            tables: [loss.table, accuracy.table],
            readout: .curves(of: "epoch")
        )
    }
}
