internal import NeuralNet
internal import Quoting
internal import SweepResults

/// The picture of the data.
enum SamplesFigure {
    /// The most samples that the picture shows.
    static let sampleLimit = 2_000

    /// Draws the samples as points, one colour a class; `nil` unless there are two features.
    static func make(_ dataset: Dataset) -> Figure? {
        guard let grid = DecisionGrid(over: dataset) else { return nil }
        let layer = SampleLayer(dataset, name: "data", limit: sampleLimit, pointSize: 0.4)
        let shown = min(dataset.count, sampleLimit)
        let count =
            shown < dataset.count
            ? "\(NumberText.grouped(shown)) of the \(NumberText.grouped(dataset.count))"
            : "the \(NumberText.grouped(shown))"
        return Figure(
            name: "data",
            title: "\(NumberText.counted(dataset.count, "sample")) in "
                + "\(NumberText.grouped(dataset.classCount)) "
                + (dataset.classCount == 1 ? "class" : "classes"),
            caption: "Each point is one of \(count) samples; the colour is its class."
                + layer.classes.note,
            frame: layer.frame(of: grid),
            commands: layer.commands,
            plots: layer.plots,
            tables: layer.tables
        )
    }
}

/// The samples of a dataset with two features as points, with a key of their classes.
struct SampleLayer {
    /// The most samples that lie over decision regions.
    static let limitOverRegions = 800

    /// The classes with colours of their own.
    let classes: ShownClasses

    /// The file and the key's texts.
    var tables: [FigureTable] { [table, classes.table] }

    private let table: FigureTable
    private let series: [Series?]
    private let pointSize: Double

    /// The layer that lies over decision regions; all such figures share its file.
    static func overRegions(_ dataset: Dataset) -> SampleLayer {
        SampleLayer(dataset, name: "samples", limit: limitOverRegions, pointSize: 0.32)
    }

    /// Picks samples at even distances.
    ///
    /// - Parameters:
    ///   - dataset: The samples.
    ///   - name: The stem of the file.
    ///   - limit: The most samples.
    ///   - pointSize: The size of a point.
    init(_ dataset: Dataset, name: String, limit: Int, pointSize: Double) {
        let classes = ShownClasses(dataset)
        var table = FigureTable("\(name).tsv", columns: ["x", "y", "class", "slot"])
        var points = classes.titles.map { _ in (x: [Double](), y: [Double]()) }
        for pick in SweepResults.evenly(Array(0..<dataset.count), limit: limit) {
            let (x, y) = (dataset.features[2 * pick], dataset.features[2 * pick + 1])
            let slot = classes.slot(of: Int(dataset.labels[pick]))
            table.add(["\(x)", "\(y)", "\(dataset.labels[pick])", "\(slot)"])
            points[slot].x.append(Double(x))
            points[slot].y.append(Double(y))
        }
        self.classes = classes
        self.table = table
        self.pointSize = pointSize
        series = points.enumerated().map { slot, points in
            guard !points.x.isEmpty else { return nil }
            let data = SeriesData(name: "\(name)-\(slot)", x: points.x, y: points.y)
            return Series(name: classes.titles[slot], data: data)
        }
    }

    /// The slots with samples.
    private var slots: [Int] { series.indices.filter { series[$0] != nil } }

    /// A frame that shows exactly the grid's part of the plane.
    func frame(of grid: DecisionGrid) -> PlotFrame {
        PlotFrame(
            width: 480,
            plotHeight: 370,
            left: 56,
            // The axes are features; they have labels, but no titles.
            labelHeight: 34,
            x: AxisRange(
                low: grid.left - grid.step.x / 2,
                high: grid.right + grid.step.x / 2
            ),
            y: AxisRange(
                low: grid.bottom - grid.step.y / 2,
                high: grid.top + grid.step.y / 2
            ),
            keyTitles: slots.map { classes.titles[$0] }
        )
    }

    /// The commands that the plots need.
    var commands: [GnuplotScript] { classes.titleCommands + ["unset grid"] }

    /// The points of each slot that occurs, and a larger one of each for the key.
    var plots: [Plot] {
        let points = slots.map { slot in
            Plot(
                command: "\(table.name) using 1:($4 == \(slot) ? $2 : NaN) with points "
                    + "pointtype 7 pointsize \(pointSize) linecolor rgb \(classes.color(of: slot)) "
                    + "notitle",
                group: slot,
                series: series[slot]
            )
        }
        let keys = slots.map { slot in
            Plot(
                command: "keyentry with points pointtype 7 pointsize 0.9 "
                    + "linecolor rgb \(classes.color(of: slot)) title title_of[\(slot + 1)]",
                group: slot
            )
        }
        return points + keys
    }
}
