internal import Glibc
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The picture of the final loss over momentum and learning rate, with the edge of divergence.
struct HeatMapFigure {
    /// The most cells that have a number inside; beyond, the map is an image.
    private static let labelledCellLimit = 150

    /// The most columns whose cells have room for a number.
    private static let labelledColumnLimit = 11

    /// The most cells of which a reader can ask each one.
    private static let readCellLimit = 4_000

    /// One setting of the map.
    private struct Cell {
        let column: Int
        let row: Int
        let loss: Double
        let diverges: Bool
        let level: Int
    }

    private let momenta: [Double]
    private let rates: [Double]
    private let cells: [Cell]
    private let context: String

    /// Draws the map for the other hyper-parameters of the best setting.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` unless momentum and learning rate both vary.
    static func make(_ results: SweepResults) -> Figure? {
        let varying = results.plan.spec.axes.varying
        guard varying.contains(.momentum), varying.contains(.learningRate) else { return nil }
        return HeatMapFigure(results).figure
    }

    private init(_ results: SweepResults) {
        momenta = Array(Set(results.plan.spec.axes.numbers(.momentum))).sorted()
        rates = Array(Set(results.plan.spec.axes.numbers(.learningRate))).sorted()
        let others = results.plan.spec.axes.varying.filter {
            ![.momentum, .learningRate].contains($0)
        }
        let model = results.best?.setting ?? results.plan.settings[0]
        context = model.label(of: others)
        let shown = results.settings.filter {
            $0.setting.label(of: others) == model.label(of: others)
        }
        let losses = shown.map { $0[.loss].mean }.filter { $0.isFinite && $0 > 0 }
        let (low, high) = (log(losses.min() ?? 1), log(losses.max() ?? 1))
        var cells: [Cell] = []
        for setting in shown {
            guard let column = momenta.firstIndex(of: setting.setting.momentum),
                let row = rates.firstIndex(of: setting.setting.learningRate)
            else { continue }
            let loss = setting[.loss].mean
            let share = high > low ? (log(loss) - low) / (high - low) : 0
            let level =
                share.isFinite ? Int((share * Double(Palette.ordered.count)).rounded(.down)) : -1
            cells.append(
                Cell(
                    column: column,
                    row: row,
                    loss: loss,
                    diverges: setting.counts.diverged > 0,
                    level: loss > 0 ? min(level, Palette.ordered.count - 1) : -1
                )
            )
        }
        self.cells = cells
    }

    private var isLabelled: Bool {
        cells.count <= Self.labelledCellLimit && momenta.count <= Self.labelledColumnLimit
    }

    private var figure: Figure {
        let edges = boundary
        var plots = isLabelled ? boxes + labels : [image]
        if !plots.isEmpty, cells.count <= Self.readCellLimit {
            plots[0].series = Series(name: "final loss", data: data)
        }
        let edgeTitle = "from here on, runs diverge"
        if let edges {
            plots.append(
                Plot(
                    command: "\(edges.name) using 1:2 with lines linewidth 3 "
                        + "linecolor rgb \(Palette.ink) title \(edgeTitle)"
                )
            )
        }
        let rateLength = shown(rates).map(\.text.unicodeScalars.count).max() ?? 0
        return Figure(
            name: "heat-map",
            title: "Final loss over momentum and learning rate"
                + (context.isEmpty ? "" : ", \(context)"),
            caption: "Violet is a low mean loss, yellow-green a high one, in logarithmic steps"
                + (isLabelled ? "; the number is the mean." : ".")
                + " Where no run finished, the cell is empty."
                + (edges == nil ? " No run diverged." : ""),
            frame: PlotFrame(
                width: 720,
                plotHeight: isLabelled ? 44 * max(rates.count, 3) : 340,
                left: 46 + rateLength * 8,
                x: AxisRange(low: -0.5, high: Double(momenta.count) - 0.5),
                y: AxisRange(low: -0.5, high: Double(rates.count) - 0.5),
                keyTitles: edges == nil ? [] : [edgeTitle]
            ),
            commands: [
                "set xlabel 'momentum'", "set ylabel 'learning rate'", "unset grid",
                "set xtics (\(tics(momenta))) nomirror", "set ytics (\(tics(rates))) nomirror",
                "set border 3",
            ],
            plots: plots,
            tables: [table] + [edges].compactMap(\.self),
            readout: .points(within: 720)
        )
    }

    /// The middle of each cell for the reader.
    private var data: SeriesValues {
        SeriesValues(
            name: "heat-map",
            x: cells.map { Double($0.column) },
            y: cells.map { Double($0.row) },
            texts: cells.map { cell in
                let loss = NumberText.loss(cell.loss)
                return "momentum \(NumberText.plain(momenta[cell.column])), learning rate "
                    + "\(NumberText.plain(rates[cell.row])): \(loss)"
                    + (cell.diverges ? ", runs diverged" : "")
            }
        )
    }

    /// The values that have a label, with their indices.
    private func shown(_ values: [Double]) -> [(index: Int, text: String)] {
        SweepResults.evenly(Array(values.indices), limit: values.count > 12 ? 8 : 12).map { index in
            let value = values[index].rounded(significantDigits: 3)
            return (index, NumberText.plain(value))
        }
    }

    private func tics(_ values: [Double]) -> GnuplotScript {
        shown(values).map { "\($0.text) \($0.index)" as GnuplotScript }.joined(separator: ", ")
    }

    private var table: FigureTable {
        var table = FigureTable(
            "heat-map.tsv",
            columns: ["column", "row", "loss", "diverges", "level", "text", "red", "green", "blue"]
        )
        for cell in cells.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
            let color = cell.level < 0 ? Palette.grid : Palette.ordered[cell.level]
            table.add(
                [
                    "\(cell.column)", "\(cell.row)", cell.loss.isFinite ? "\(cell.loss)" : "NaN",
                    cell.diverges ? "1" : "0", "\(cell.level)", NumberText.short(cell.loss),
                ] + Palette.parts(of: color).map { "\($0)" }
            )
        }
        return table
    }

    private var boxes: [Plot] {
        Set(cells.map(\.level)).filter { $0 >= 0 }.sorted().map { level in
            Plot(
                command: "'heat-map.tsv' using ($5 == \(level) ? $1 : NaN):2:"
                    + "($1 - 0.48):($1 + 0.48):($2 - 0.48):($2 + 0.48) "
                    + "with boxxyerror fillstyle solid noborder "
                    + "fillcolor rgb \(Palette.ordered[level]) notitle"
            )
        }
    }

    /// The numbers, bright on dark cells and dark on bright ones.
    private var labels: [Plot] {
        let shades: [(GnuplotScript, String)] = [
            ("< 5", Palette.paper), (">= 5", Palette.onBright),
        ]
        return shades.map { levels, color in
            Plot(
                command: "'heat-map.tsv' using ($5 >= 0 && $5 \(levels) ? $1 : NaN):2:6 "
                    + "with labels textcolor rgb \(color) notitle"
            )
        }
    }

    private var image: Plot {
        Plot(command: "'heat-map.tsv' using 1:2:7:8:9 with rgbimage notitle")
    }

    /// A staircase along the lowest momentum of each learning rate at which a run diverged.
    private var boundary: FigureTable? {
        let first = rates.indices.map { row in
            cells.filter { $0.row == row && $0.diverges }.map(\.column).min() ?? momenta.count
        }
        guard first.contains(where: { $0 < momenta.count }) else { return nil }
        var table = FigureTable("heat-map-edge.tsv", columns: ["column", "row"])
        for (row, column) in first.enumerated() {
            for end in [-0.5, 0.5] {
                table.add(["\(Double(column) - 0.5)", "\(Double(row) + end)"])
            }
        }
        return table
    }
}
