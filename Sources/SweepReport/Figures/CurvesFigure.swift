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
        let table = CurveTable.make("\(name).tsv", setting: setting)
        let range = LossRange(of: [setting], metric: .lastBatchLoss, results: results)
        let loss = Palette.categories[0]
        let accuracy = Palette.categories[1]
        let isBanded = setting.counts.total > 1
        var plots: [GnuplotScript] = []
        if isBanded {
            plots.append(CurveTable.band(.lastBatchLoss, of: table, color: loss))
            plots.append(CurveTable.band(.accuracy, of: table, color: accuracy, axes: "axes x1y2"))
        }
        plots.append(
            CurveTable.line(.lastBatchLoss, of: table, color: loss, title: "last-batch loss (left)")
        )
        plots.append(
            CurveTable.line(
                .accuracy,
                of: table,
                color: accuracy,
                title: "accuracy (right)",
                axes: "axes x1y2"
            )
        )
        let subject = isBanded ? "The mean over \(CurveTable.seeds(of: [setting])) of the" : "The"
        let band = isBanded ? " Bands are 95 % intervals of the mean." : ""
        return Figure(
            name: name,
            title: "Training, \(results.label(of: setting.setting))",
            caption: "\(subject) loss of each epoch's last mini-batch, and \(isBanded ? "of " : "")"
                + "the accuracy over all samples after the epoch.\(band)"
                + CurveTable.divergenceNote(of: [setting]),
            width: 480,
            height: 440,
            commands: [
                "set xlabel 'epoch'", "set ylabel 'last-batch loss' offset 1",
                "set y2label 'accuracy' offset -1 textcolor rgb \(Palette.ink)",
                "set ytics nomirror", "set y2tics",
                "set y2range [0:1.02]",
                "set key outside top center horizontal", "set border 11", "set xtics nomirror",
            ] + CurveTable.epochAxis(results.plan.spec.epochs) + range.linear + [
                "plot " + plots.joined(separator: ", \\\n    ")
            ],
            tables: [table]
        )
    }
}
