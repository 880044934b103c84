internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The curves of one setting as a table, and the pieces of plot commands that draw it.
enum CurveTable {
    /// Epoch, then mean, low and high of each metric that the setting has bands of.
    static func make(_ name: String, setting: SettingResults) -> FigureTable {
        let metrics = Metric.all.filter { setting.bands[$0] != nil }
        let bands = metrics.compactMap { setting.bands[$0] }
        var table = FigureTable(
            name,
            columns: ["epoch"]
                + metrics.flatMap { [$0.name, "\($0.name)_low95", "\($0.name)_high95"] }
        )
        for epoch in bands.first?.mean.indices ?? 0..<0 {
            let cells = bands.flatMap { [$0.mean[epoch], $0.low[epoch], $0.high[epoch]] }
            table.add(["\(epoch)"] + cells.map { $0.isFinite ? "\($0)" : "NaN" })
        }
        return table
    }

    /// The curve of the mean of `metric`.
    static func line(
        _ metric: Metric,
        of table: FigureTable,
        color: String,
        title: String,
        axes: GnuplotScript = "",
        letter: Character? = nil,
        width: Double = 2,
        isDashed: Bool = false
    ) -> GnuplotScript {
        let symbol: GnuplotScript = letter.map { "\(String($0))" } ?? "7 pointsize 0.6"
        let isLine = !table.hasOneRow && letter == nil
        let style: GnuplotScript = isLine ? "with lines" : "with points pointtype \(symbol)"
        let dash: GnuplotScript = isDashed && isLine ? "dashtype (12,5) " : ""
        return "\(table.name) using 1:\(column(of: metric, in: table)) \(axes) \(style) "
            + "linewidth \(width) \(dash)linecolor rgb \(color) title \(title)"
    }

    /// The band of the interval of `metric`.
    static func band(
        _ metric: Metric,
        of table: FigureTable,
        color: String,
        axes: GnuplotScript = ""
    ) -> GnuplotScript {
        let mean = column(of: metric, in: table)
        return "\(table.name) using 1:\(mean + 1):\(mean + 2) \(axes) with filledcurves "
            + "fillcolor rgb \(color) fillstyle transparent solid 0.2 noborder notitle"
    }

    /// Commands for the epoch axis, which has a width even with one epoch, and whole numbers.
    static func epochAxis(_ epochs: Int) -> [GnuplotScript] {
        guard epochs > 1 else { return ["set xrange [-1:1]", "set xtics (0) nomirror"] }
        let range: GnuplotScript = "set xrange [0:\(epochs - 1)]"
        return epochs > 10 ? [range] : [range, "set xtics 1 nomirror"]
    }

    /// The seeds behind the means, in words: all of them, unless runs broke off or are missing.
    static func seeds(of settings: [SettingResults]) -> String {
        let isWhole = settings.allSatisfy { $0.counts.finished == $0.counts.total }
        guard isWhole, let count = settings.first?.counts.total else {
            return "the seeds that reached the epoch"
        }
        return NumberText.counted(count, "seed")
    }

    /// A sentence on the runs that left the picture, or nothing.
    static func divergenceNote(of settings: [SettingResults]) -> String {
        let diverged = settings.reduce(0) { $0 + $1.counts.diverged }
        guard diverged > 0 else { return "" }
        return " \(NumberText.counted(diverged, "run")) diverged; the mean goes on with the others."
    }

    private static func column(of metric: Metric, in table: FigureTable) -> Int {
        guard let index = table.columns.firstIndex(of: metric.name) else {
            preconditionFailure("\(table.name) has no column of \(metric.name)")
        }
        return index + 1
    }
}
