internal import Glibc
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The picture of the loss by which settings are ranked, over two axes of numbers.
struct HeatMapFigure {
    /// The most cells that have a number inside; beyond, the map is an image.
    private static let labelledCellLimit = 150

    /// The most columns whose cells have room for a number.
    private static let labelledColumnLimit = 12

    /// The most cells of which a reader can ask each one.
    private static let readCellLimit = 4_000

    /// One setting of the map.
    private struct Cell {
        let column: Int
        let row: Int
        let loss: Double
        let blownUp: Int
        let total: Int

        /// The step of the colours, from 0; `nil` if it is no better than a guess.
        let level: Int?
    }

    private let horizontal: CategoryAxis
    private let vertical: CategoryAxis
    private let cells: [Cell]
    private let drawn: DrawnSettings
    private let results: SweepResults
    private let words: MetricWords

    /// The lowest and the highest loss that have a colour.
    private let ends: (low: Double, high: Double)

    /// Draws the map for the other hyper-parameters of the best setting.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` unless two axes of numbers vary and there are scores.
    static func make(_ results: SweepResults) -> Figure? {
        guard let axes = axes(results), results.best != nil else { return nil }
        return HeatMapFigure(axes.0, axes.1, results).figure
    }

    /// Momentum and learning rate if both vary, else the compared axis and the first other one.
    ///
    /// With several optimizers, of what varies with the leader's.
    static func axes(_ results: SweepResults) -> (Axis, Axis)? {
        let model = results.best?.setting ?? results.plan.settings[0]
        let varying = results.plan.varyingAxes(with: model.optimizer).filter { !$0.isText }
        let wished = [results.comparison.axis, .momentum, .learningRate]
        let first = wished.first { varying.contains($0) } ?? varying.first
        guard let first else { return nil }
        let others = varying.filter { $0 != first }
        guard let second = wished.first(where: others.contains) ?? others.first else { return nil }
        return (first, second)
    }

    private init(_ first: Axis, _ second: Axis, _ results: SweepResults) {
        self.results = results
        words = MetricWords(results)
        let drawn = DrawnSettings(along: [first, second], in: results)
        self.drawn = drawn
        func category(_ axis: Axis) -> CategoryAxis {
            let values = Set(drawn.members.map { $0.setting[axis] })
            return CategoryAxis(axis, values: results.plan.values(of: axis).filter(values.contains))
        }
        (horizontal, vertical) = (category(first), category(second))
        let scored = drawn.members.filter { $0.score.loss.isFinite && $0.score.loss > 0 }
        let guess = results.guessLoss
        let useful = scored.map(\.score.loss).filter { $0 < guess }
        let ends = (low: useful.min() ?? guess, high: useful.max() ?? guess)
        self.ends = ends
        let span = log(ends.high / ends.low)
        var cells: [Cell] = []
        for setting in scored {
            guard let column = horizontal.position(of: setting.setting),
                let row = vertical.position(of: setting.setting)
            else { continue }
            let loss = setting.score.loss
            let share = span > 0 ? log(loss / ends.low) / span : 0
            let steps = Palette.ordered.count
            cells.append(
                Cell(
                    column: column,
                    row: row,
                    loss: loss,
                    blownUp: setting.statuses.blownUp,
                    total: setting.statuses.scored,
                    level: loss < guess ? min(Int(share * Double(steps)), steps - 1) : nil
                )
            )
        }
        self.cells = cells
    }

    private var isLabelled: Bool {
        cells.count <= Self.labelledCellLimit
            && horizontal.values.count <= Self.labelledColumnLimit
    }

    private var hasBlownUp: Bool { cells.contains { $0.blownUp > 0 } }

    private var figure: Figure {
        let frame = PlotFrame(
            width: 720,
            plotHeight: isLabelled ? 44 * max(vertical.values.count, 3) : 340,
            left: 46 + vertical.longest * 8,
            x: horizontal.range,
            y: vertical.range,
            keyTitles: keys.map(\.title)
        )
        var plots = isLabelled ? boxes + labels : [image]
        if !plots.isEmpty, cells.count <= Self.readCellLimit {
            plots[0].series = Series(name: words.objective, data: data)
        }
        if hasBlownUp { plots.append(crosses) }
        return Figure(
            name: "heat-map",
            title: "\(words.title(of: results.objective.loss)) over \(horizontal.axis.title) and "
                + vertical.axis.title + (drawn.context.isEmpty ? "" : ", \(drawn.context)"),
            caption: caption,
            frame: frame,
            commands: [
                "set xlabel \(horizontal.axis.title)", "set ylabel \(vertical.axis.title)",
                "unset grid",
                "set xtics (\(horizontal.tics(room: frame.plotWidth))) nomirror scale 0",
                "set ytics (\(vertical.tics())) nomirror scale 0", "set border 0",
            ],
            plots: plots + keys.map(\.plot),
            tables: [table],
            readout: .points(within: 720)
        )
    }

    private var caption: String {
        let mean =
            words.runsPerSetting > 1 ? "Geometric means over \(words.scoredRuns)" : "One run each"
        let guess = NumberText.loss(results.guessLoss)
        let scale =
            ends.low < ends.high
            ? " Violet is low, yellow-green high, in equal steps of the logarithm." : ""
        let grey =
            cells.contains { $0.level == nil }
            ? " Grey is no better than a guess (\(guess))." : ""
        let crosses =
            hasBlownUp
            ? " A cross marks settings of which runs exploded or diverged; such a run counts as "
                + "ten guesses." : ""
        return "\(mean) of the \(words.countedLoss)"
            + (isLabelled ? "; the number is the loss." : ".") + scale + grey + crosses
            + drawn.note(drawing: cells.count)
    }

    /// What the colours and marks mean.
    private var keys: [(title: String, plot: Plot)] {
        var keys: [(String, String)] = []
        if !isLabelled, ends.low < ends.high {
            let last = Palette.ordered.count - 1
            for level in [0, last / 2, last] {
                let share = Double(level) / Double(last)
                let loss = ends.low * pow(ends.high / ends.low, share)
                keys.append((NumberText.short(loss), Palette.ordered[level]))
            }
        }
        if cells.contains(where: { $0.level == nil }) {
            keys.append(("no better than a guess", Palette.grid))
        }
        return keys.map { title, color in
            let plot = Plot(
                command: "keyentry with points pointtype 5 pointsize 1.6 "
                    + "linecolor rgb \(color) title \(title)"
            )
            return (title, plot)
        }
    }

    /// The middle of each cell for the reader.
    private var data: SeriesValues {
        SeriesValues(
            name: "heat-map",
            x: cells.map { Double($0.column) },
            y: cells.map { Double($0.row) },
            texts: cells.map { cell in
                let loss = NumberText.loss(cell.loss)
                return "\(horizontal.axis.title) \(horizontal.text(cell.column)), "
                    + "\(vertical.axis.title) \(vertical.text(cell.row)): \(loss)"
                    + (cell.blownUp > 0
                        ? "; \(cell.blownUp) of \(cell.total) exploded or diverged" : "")
            }
        )
    }

    private var table: FigureTable {
        var table = FigureTable(
            "heat-map.tsv",
            columns: ["column", "row", "loss", "blown_up", "level", "text", "red", "green", "blue"]
        )
        for cell in cells.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
            let color = cell.level.map { Palette.ordered[$0] } ?? Palette.grid
            table.add(
                [
                    "\(cell.column)", "\(cell.row)", "\(cell.loss)", "\(cell.blownUp)",
                    "\(cell.level ?? -1)", NumberText.short(cell.loss),
                ] + Palette.parts(of: color).map { "\($0)" }
            )
        }
        return table
    }

    private var boxes: [Plot] {
        Set(cells.map { $0.level ?? -1 }).sorted().map { level in
            let color = level < 0 ? Palette.grid : Palette.ordered[level]
            return Plot(
                command: "'heat-map.tsv' using ($5 == \(level) ? $1 : NaN):2:"
                    + "($1 - 0.48):($1 + 0.48):($2 - 0.48):($2 + 0.48) "
                    + "with boxxyerror fillstyle solid noborder "
                    + "fillcolor rgb \(color) notitle"
            )
        }
    }

    /// The numbers, bright on dark cells and dark on bright ones.
    private var labels: [Plot] {
        let shades: [(GnuplotScript, String)] = [
            ("$5 < 0", Palette.ink), ("$5 >= 0 && $5 < 5", Palette.paper),
            ("$5 >= 5", Palette.onBright),
        ]
        return shades.map { condition, color in
            Plot(
                command: "'heat-map.tsv' using (\(condition) ? $1 : NaN):2:6 "
                    + "with labels textcolor rgb \(color) notitle"
            )
        }
    }

    private var image: Plot {
        Plot(command: "'heat-map.tsv' using 1:2:7:8:9 with rgbimage notitle")
    }

    private var crosses: Plot {
        let offset = isLabelled ? 0.36 : 0
        return Plot(
            command: "'heat-map.tsv' using ($4 > 0 ? $1 + \(offset) : NaN):"
                + "($2 + \(isLabelled ? 0.28 : 0.0)) with points pointtype 2 pointsize 0.6 "
                + "linewidth 1.5 linecolor rgb \(Palette.ink) notitle"
        )
    }
}
