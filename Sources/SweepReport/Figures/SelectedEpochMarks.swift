internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// Short lines at the foot of a picture of curves: the epoch that is taken of each setting's runs,
/// as the median.
struct SelectedEpochMarks {
    /// The share of the plot's height that a mark takes.
    private static let height = 0.07

    /// A marked setting: where it stands among those of the picture, and the epoch.
    private let marks: [(group: Int, epoch: Double)]
    private let colors: [String]
    private let table: FigureTable
    private let isMean: Bool
    private let isGrouped: Bool

    /// Marks the epochs of `settings`; nothing where the last epoch is taken.
    ///
    /// - Parameters:
    ///   - settings: The settings of the picture.
    ///   - colors: The colour of each of them.
    ///   - results: The sweep.
    ///   - stem: The first part of the file's name.
    ///   - isGrouped: Whether a mark is shown and hidden with its setting's curve.
    init(
        _ settings: [SettingResults],
        colors: [String],
        of results: SweepResults,
        stem: String,
        isGrouped: Bool = true
    ) {
        var table = FigureTable("\(stem)-selected.tsv", columns: ["epoch", "curve"])
        var marks: [(group: Int, epoch: Double)] = []
        for (group, setting) in settings.enumerated() where results.isOptimistic {
            let epoch = setting[.selectedEpoch].median
            guard epoch.isFinite else { continue }
            marks.append((group, epoch))
            table.add(["\(epoch)", "\(group)"])
        }
        self.marks = marks
        self.colors = colors
        self.table = table
        self.isGrouped = isGrouped
        isMean = MetricWords(results).runsPerSetting > 1
    }

    /// The file, if there is a mark.
    var tables: [FigureTable] { marks.isEmpty ? [] : [table] }

    /// One plot for each mark, from the foot of `axis` upwards.
    func plots(on axis: AxisRange) -> [Plot] {
        let length = axis.value(at: Self.height) - axis.low
        return marks.map { mark in
            Plot(
                command: "\(table.name) using ($2 == \(mark.group) ? $1 : NaN):(\(axis.low)):"
                    + "(0):(\(length)) with vectors nohead linewidth 3 "
                    + "linecolor rgb \(colors[mark.group]) notitle",
                group: isGrouped ? mark.group : nil
            )
        }
    }

    /// A sentence on the marks, or nothing.
    var note: String {
        guard !marks.isEmpty else { return "" }
        let epoch = isMean ? "the median of the epochs that are" : "the epoch that is"
        return " \(marks.count == 1 ? "The mark" : "Marks") at the foot "
            + "\(marks.count == 1 ? "is" : "are") \(epoch) taken, with the lowest validation loss."
    }
}
