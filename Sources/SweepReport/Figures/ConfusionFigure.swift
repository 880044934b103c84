internal import NeuralNet
internal import Quoting
internal import SweepResults
internal import SweepStatistics

/// The picture of how often each class is taken for each class.
struct ConfusionFigure {
    /// The most classes that the picture shows.
    static let classLimit = 100

    /// The most classes whose cells have a number inside; beyond, the picture is an image.
    private static let labelledClassLimit = 20

    /// The most names along an axis.
    private static let nameLimit = 20

    /// The most scalars of a name.
    private static let nameLength = 14

    /// The points that a character takes.
    private static let characterWidth = 8.5

    private let matrix: ConfusionMatrix
    private let samplesOfClass: [Int]
    private let names: [String]
    private let words: String

    /// Draws the matrix of the chosen model.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` without a model and beyond ``classLimit``.
    static func make(_ results: SweepResults) -> Figure? {
        guard let evaluation = results.model,
            evaluation.confusion.classCount <= classLimit
        else { return nil }
        return ConfusionFigure(evaluation, results).figure
    }

    private init(_ evaluation: ModelEvaluation, _ results: SweepResults) {
        matrix = evaluation.confusion
        samplesOfClass = matrix.classes.map(\.sampleCount)
        names = ShortNames.shortened(results.dataset.classNames, to: Self.nameLength)
        words = MetricWords(results).samples(of: evaluation.part)
    }

    private var count: Int { matrix.classCount }

    private var longestName: Int { names.map(\.unicodeScalars.count).max() ?? 0 }

    private var left: Int { 46 + longestName * 8 }

    private var cellWidth: Double { Double(698 - left) / Double(count) }

    private var isLabelled: Bool {
        let longest = "\(matrix.cells.map(\.count).max() ?? 0)".utf8.count
        return count <= Self.labelledClassLimit
            && Double(longest + 1) * Self.characterWidth < cellWidth
    }

    private var areNamesUpright: Bool {
        Double(longestName + 1) * Self.characterWidth
            > cellWidth * Double((count + Self.nameLimit - 1) / Self.nameLimit)
    }

    private var figure: Figure {
        let ends = (low: -0.5, high: Double(count) - 0.5)
        var frame = PlotFrame(
            width: 720,
            plotHeight: count <= Self.labelledClassLimit
                ? count * min(44, max(26, 460 / count)) : 520,
            left: left,
            x: AxisRange(low: ends.low, high: ends.high),
            y: AxisRange(low: ends.high, high: ends.low),
            keyTitles: keys.map(\.title)
        )
        frame.labelHeight = areNamesUpright ? 58 + longestName * 8 : 66
        var plots = [axisNames] + (count <= Self.labelledClassLimit ? boxes : [image])
        if isLabelled { plots += labels }
        plots[1].series = Series(name: "samples", data: data)
        return Figure(
            name: "confusion",
            title: "What is taken for what",
            caption: "Of \(words): a row for each true class, a column for each predicted class."
                + (isLabelled ? " The number counts samples." : "")
                + " The colour is the share of the row; what never happened is empty. Right are "
                + "those on the diagonal.",
            frame: frame,
            commands: [
                "unset grid", "set border 0", "set ytics () nomirror scale 0",
                "set xtics () nomirror scale 0 "
                    + (areNamesUpright ? "rotate by 90 right" : "norotate"),
            ] + titles(in: frame),
            plots: plots + keys.map(\.plot),
            tables: [table, nameTable],
            readout: .points(within: 720)
        )
    }

    /// The titles of the axes: gnuplot does not know how long names are that it reads as data.
    private func titles(in frame: PlotFrame) -> [GnuplotScript] {
        let height = Double(frame.height)
        let middle = 1 - Double(frame.top + frame.plotBottom) / 2 / height
        let bottom = 1 - Double(frame.plotBottom + frame.labelHeight - 14) / height
        let center = (Double(left) + 698) / 2 / 720
        return [
            "set label 'true class' at screen \(16.0 / 720),\(middle) center rotate by 90 "
                + "textcolor rgb \(Palette.ink)",
            "set label 'predicted class' at screen \(center),\(bottom) center "
                + "textcolor rgb \(Palette.ink)",
        ]
    }

    /// The steps of the colours that the key names.
    private var keys: [(title: String, plot: Plot)] {
        [(0, "below 10 % of the row"), (4, "40 to 50 %"), (9, "90 % and more")].map {
            level,
            title in
            let plot = Plot(
                command: "keyentry with points pointtype 5 pointsize 1.6 "
                    + "linecolor rgb \(Palette.ordered[level]) title \(title)"
            )
            return (title, plot)
        }
    }

    /// The classes as labels of both axes: names come from strangers, so they are data.
    private var axisNames: Plot {
        Plot(
            command: "'confusion-classes.tsv' using 1:1:xtic(2):ytic(2) "
                + "with points pointtype -1 notitle"
        )
    }

    private var nameTable: FigureTable {
        var table = FigureTable("confusion-classes.tsv", columns: ["class", "name"])
        let step = (count + Self.nameLimit - 1) / Self.nameLimit
        for index in stride(from: 0, to: count, by: step) {
            table.add(["\(index)", GnuplotField.quoted(names[index])])
        }
        return table
    }

    /// The cells that are not empty, row by row.
    private var cells: [(label: Int, prediction: Int, count: Int, share: Double)] {
        matrix.cells.map { cell in
            let share = Double(cell.count) / Double(samplesOfClass[cell.label])
            return (cell.label, cell.prediction, cell.count, share)
        }
    }

    private static func level(of share: Double) -> Int {
        min(Int(share * Double(Palette.ordered.count)), Palette.ordered.count - 1)
    }

    private var table: FigureTable {
        count <= Self.labelledClassLimit ? cellTable : imageTable
    }

    /// An image has all cells, row by row, those that are empty without a colour.
    private var imageTable: FigureTable {
        var table = FigureTable(
            "confusion.tsv",
            columns: ["predicted", "true", "count", "red", "green", "blue", "alpha"]
        )
        for label in 0..<count {
            for prediction in 0..<count {
                let samples = matrix[label: label, prediction: prediction]
                let share = Double(samples) / Double(max(samplesOfClass[label], 1))
                let color = Palette.parts(of: Palette.ordered[Self.level(of: share)])
                table.add(
                    (["\(prediction)", "\(label)", "\(samples)"] + color.map { "\($0)" })
                        + [samples > 0 ? "255" : "0"]
                )
            }
        }
        return table
    }

    private var cellTable: FigureTable {
        var table = FigureTable(
            "confusion.tsv",
            columns: ["predicted", "true", "count", "share", "level"]
        )
        for cell in cells {
            let level = Self.level(of: cell.share)
            table.add([
                "\(cell.prediction)", "\(cell.label)", "\(cell.count)",
                cell.share.rounded(toDigits: 6), "\(level)",
            ])
        }
        return table
    }

    /// The middle of each cell for the reader.
    private var data: SeriesValues {
        SeriesValues(
            name: "confusion",
            x: cells.map { Double($0.prediction) },
            y: cells.map { Double($0.label) },
            texts: cells.map { cell in
                let what =
                    cell.label == cell.prediction
                    ? "\(names[cell.label]), predicted rightly"
                    : "\(names[cell.label]), taken for \(names[cell.prediction])"
                return "\(what): \(NumberText.grouped(cell.count)) "
                    + "(\(NumberText.percent(cell.share)) of the class)"
            }
        )
    }

    private var boxes: [Plot] {
        Set(cells.map { Self.level(of: $0.share) }).sorted().map { level in
            Plot(
                command: "'confusion.tsv' using ($5 == \(level) ? $1 : NaN):2:"
                    + "($1 - 0.48):($1 + 0.48):($2 - 0.48):($2 + 0.48) "
                    + "with boxxyerror fillstyle solid noborder "
                    + "fillcolor rgb \(Palette.ordered[level]) notitle"
            )
        }
    }

    /// The numbers, bright on dark cells and dark on bright ones.
    private var labels: [Plot] {
        let levels = cells.map { Self.level(of: $0.share) }
        let shades: [(GnuplotScript, String, Bool)] = [
            ("$5 < 5", Palette.paper, levels.contains { $0 < 5 }),
            ("$5 >= 5", Palette.onBright, levels.contains { $0 >= 5 }),
        ]
        // gnuplot leaves out a plot without points, and would count the next ones otherwise.
        return shades.filter(\.2).map { condition, color, _ in
            Plot(
                command: "'confusion.tsv' using (\(condition) ? $1 : NaN):2:"
                    + "(sprintf('%d', $3)) with labels textcolor rgb \(color) notitle"
            )
        }
    }

    private var image: Plot {
        Plot(command: "'confusion.tsv' using 1:2:4:5:6:7 with rgbalpha notitle")
    }
}
