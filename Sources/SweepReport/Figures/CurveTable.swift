internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The curve of one metric of one setting as a table, and the plots that draw it.
///
/// Where a run stopped early, the curve ends with the last epoch that all finished runs trained;
/// the mean of those that went on is dotted.
struct CurveTable {
    /// The file: epoch, mean, low and high.
    let table: FigureTable

    /// The last drawn epoch that all finished runs trained, if there are more.
    private let lastShared: Int?

    /// The mean for the reader.
    private let data: SeriesValues

    /// Thins the curve of `metric`, whose bands `setting` has.
    ///
    /// - Parameters:
    ///   - metric: What the curve shows.
    ///   - setting: The setting.
    ///   - stem: The first part of the file's name.
    init(_ metric: Metric, of setting: SettingResults, stem: String) {
        let band = setting.bands[metric] ?? EpochBand()
        let curve = CurveThinning(mean: band.mean, low: band.low, high: band.high)
        let shared = setting.sharedEpochCount ?? band.mean.count
        lastShared = shared < band.mean.count ? curve.epochs.last { $0 < shared } : nil
        let name = "\(stem)-\(metric.name.replacing("_", with: "-"))"
        var table = FigureTable(
            "\(name).tsv",
            columns: ["epoch", metric.name, "\(metric.name)_low95", "\(metric.name)_high95"]
        )
        for (index, epoch) in curve.epochs.enumerated() {
            let cells = [curve.mean[index], curve.low[index], curve.high[index]]
            table.add(["\(epoch)"] + cells.map { $0.isFinite ? "\($0)" : "NaN" })
        }
        self.table = table
        data = SeriesValues(
            name: name,
            x: curve.epochs.map(Double.init),
            y: curve.mean.map(Double.init)
        )
    }

    /// The plots of the mean.
    ///
    /// - Parameters:
    ///   - title: What the key says.
    ///   - color: The colour.
    ///   - group: What is shown and hidden together.
    ///   - isOnRight: Whether the axis at the right counts.
    ///   - letter: The letter that the curve is made of on a terminal, if it is.
    ///   - width: The width of the line.
    ///   - isDashed: Whether the line is dashed.
    /// - Returns: The plot, and on paper that of the dotted rest, if there is one.
    func lines(
        _ title: String,
        color: String,
        group: Int,
        isOnRight: Bool = false,
        letter: Character? = nil,
        width: Double = 2,
        isDashed: Bool = false
    ) -> [Plot] {
        let symbol: GnuplotScript = letter.map { "\(String($0))" } ?? "7 pointsize 0.6"
        // Of a single row no line can be drawn.
        let isLine = table.rowCount > 1 && letter == nil
        let style: GnuplotScript = isLine ? "with lines" : "with points pointtype \(symbol)"
        let dash: GnuplotScript = isDashed && isLine ? "dashtype (12,5) " : ""
        let mean: GnuplotScript = lastShared.map { "($1 <= \($0) ? $2 : NaN)" } ?? "2"
        let line = Plot(
            command: "\(table.name) using 1:\(mean) \(Self.axes(isOnRight)) \(style) "
                + "linewidth \(width) \(dash)linecolor rgb \(color) title \(title)",
            group: group,
            series: Series(name: title, data: data, isOnRight: isOnRight)
        )
        guard isLine, let lastShared else { return [line] }
        let rest = Plot(
            command: "\(table.name) using 1:($1 >= \(lastShared) ? $2 : NaN) "
                + "\(Self.axes(isOnRight)) with lines linewidth \(width) dashtype (2,4) "
                + "linecolor rgb \(color) notitle",
            group: group
        )
        return [line, rest]
    }

    /// The plot of the interval, as far as it lies on the axis: a band that leaves it, as to 0 on a
    /// logarithmic one, would break off.
    func band(color: String, group: Int, on axis: AxisRange, isOnRight: Bool = false) -> Plot {
        Plot(
            command: "\(table.name) using 1:($3 < \(axis.low) ? \(axis.low) : $3):"
                + "($4 > \(axis.high) ? \(axis.high) : $4) \(Self.axes(isOnRight)) "
                + "with filledcurves "
                + "fillcolor rgb \(color) fillstyle transparent solid 0.2 noborder notitle",
            group: group
        )
    }

    private static func axes(_ isOnRight: Bool) -> GnuplotScript { isOnRight ? "axes x1y2" : "" }

    /// The epoch axis, which has a width even with one epoch.
    static func epochRange(_ epochs: Int) -> AxisRange {
        epochs > 1
            ? AxisRange(low: 0, high: Double(epochs - 1)) : AxisRange(low: -1, high: 1)
    }

    /// Commands for labels at whole numbers, where gnuplot would choose others.
    static func epochLabels(_ epochs: Int) -> [GnuplotScript] {
        switch epochs {
        case ...1: ["set xtics (0) nomirror"]
        case ...10: ["set xtics 1 nomirror"]
        case 10_001...:
            longLabels(epochs)
        default: []
        }
    }

    /// At most six labels, which do not run together, become 2e+05 or leave the picture.
    private static func longLabels(_ epochs: Int) -> [GnuplotScript] {
        var step = 1
        while epochs / step > 5 { step *= 10 }
        step = [step / 5, step / 2].first { $0 > 0 && epochs / $0 <= 5 } ?? step
        // A label at the very end of the axis would be cut off.
        let last = epochs * 24 / 25 / step * step
        return ["set format x '%.0f'", "set xtics 0,\(step),\(last) nomirror"]
    }

    /// The runs behind the means, in words: all of them, unless runs broke off or are missing.
    static func runs(of settings: [SettingResults], words: MetricWords) -> String {
        let isWhole = settings.allSatisfy { $0.counts.finished == $0.counts.total }
        return isWhole ? words.runs : "those of \(words.runs) that reached the epoch"
    }

    /// A line across the picture at what a guess comes to.
    static func guessLine(at value: Double) -> Plot {
        Plot(
            command: "\(value) with lines linewidth 1.5 dashtype (3,5) "
                + "linecolor rgb \(Palette.ink) title \(guessTitle)"
        )
    }

    /// What the key calls the line of ``guessLine(at:)``.
    static let guessTitle = "a guess"

    /// A sentence on the runs that left the picture, or nothing.
    static func divergenceNote(of settings: [SettingResults]) -> String {
        let diverged = settings.reduce(0) { $0 + $1.counts.diverged }
        guard diverged > 0 else { return "" }
        return " \(NumberText.counted(diverged, "run")) diverged; the mean goes on with the others."
    }

    /// The epochs that a picture of `settings` has room for: those of the plan, or up to the last
    /// one that a run trained where all stopped early.
    static func epochCount(of settings: [SettingResults], in plan: SweepPlan) -> Int {
        settings.compactMap { $0.bands[.loss]?.mean.count }.max() ?? plan.spec.epochs
    }

    /// A sentence on the runs that stopped before others of their setting, or nothing.
    static func stoppingNote(of settings: [SettingResults]) -> String {
        let hasRest = settings.contains { setting in
            guard let shared = setting.sharedEpochCount else { return false }
            return shared < setting.bands[.loss]?.mean.count ?? 0
        }
        return hasRest
            ? " A curve is dotted from where a first run stopped early: the mean of those that go "
                + "on."
            : ""
    }

    /// A sentence on what long curves leave out, or nothing.
    static func thinningNote(epochs: Int) -> String {
        guard epochs > 2 * CurveThinning.stretchLimit else { return "" }
        return " Of every \(NumberText.grouped(epochs / CurveThinning.stretchLimit)) epochs, the "
            + "lowest and the highest value are drawn."
    }
}
