internal import NeuralNet
internal import Quoting
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The samples of all parts as they are trained on, with the part of each.
struct PartedSamples {
    /// The samples, part by part.
    let dataset: Dataset

    /// The parts that occur.
    let parts: [SamplePart]

    private let partOfSample: [SamplePart]

    /// Takes the samples of `samples` while `fold` is held out.
    init(_ samples: ReportSamples, fold: Int) {
        let datasets = samples.table.map { table in
            SamplePart.allCases.compactMap { part in
                table.dataset(part, fold: fold).map { (part, $0) }
            }
        }
        let all = datasets ?? [(.training, samples.dataset)]
        dataset = Dataset(
            features: all.flatMap(\.1.features),
            labels: all.flatMap(\.1.labels),
            width: samples.dataset.width,
            classNames: samples.dataset.classNames
        )
        partOfSample = all.flatMap { part, dataset in
            [SamplePart](repeating: part, count: dataset.count)
        }
        parts = all.map(\.0)
    }

    /// The part of a sample.
    subscript(sample: Int) -> SamplePart { partOfSample[sample] }
}

/// The marks by which the parts of samples are told apart.
enum SampleMark {
    /// gnuplot's number of the mark: a dot, a ring, a square.
    static func pointType(_ part: SamplePart) -> Int {
        switch part {
        case .training: 7
        case .validation: 6
        case .test: 4
        }
    }

    /// How much larger than a dot a mark is.
    static func scale(_ part: SamplePart) -> Double { part == .training ? 1 : 2 }

    /// What the key says, with the article that tells it from a class.
    static func title(_ part: SamplePart) -> String {
        switch part {
        case .training: "trained on"
        case .validation: "validation"
        case .test: "test"
        }
    }
}

/// The samples of a dataset with two features as points, with a key of their classes and parts.
struct SampleLayer {
    /// The most samples that lie over decision regions.
    static let limitOverRegions = 800

    /// The classes with colours of their own.
    let classes: ShownClasses

    /// The samples.
    let samples: PartedSamples

    /// The file and the key's texts.
    var tables: [FigureTable] { [table, classes.table] }

    private let table: FigureTable
    private let series: [Series?]
    private let pointSize: Double

    /// The layer that lies over decision regions; all figures of a fold share its file.
    ///
    /// - Parameters:
    ///   - samples: The samples.
    ///   - fold: The fold that is held out, or `nil` if there is one split only.
    /// - Returns: The layer.
    static func overRegions(_ samples: PartedSamples, fold: Int?) -> SampleLayer {
        SampleLayer(
            samples,
            name: fold.map { "samples-\($0)" } ?? "samples",
            limit: limitOverRegions,
            pointSize: 0.32
        )
    }

    /// Picks samples at even distances.
    ///
    /// - Parameters:
    ///   - samples: The samples.
    ///   - name: The stem of the file.
    ///   - limit: The most samples.
    ///   - pointSize: The size of a point.
    init(_ samples: PartedSamples, name: String, limit: Int, pointSize: Double) {
        let dataset = samples.dataset
        let classes = ShownClasses(dataset)
        var table = FigureTable("\(name).tsv", columns: ["x", "y", "class", "slot", "part"])
        var points = classes.titles.map { _ in (x: [Double](), y: [Double](), texts: [String]()) }
        for pick in SweepResults.evenly(Array(0..<dataset.count), limit: limit) {
            let (x, y) = (dataset.features[2 * pick], dataset.features[2 * pick + 1])
            let slot = classes.slot(of: Int(dataset.labels[pick]))
            let part = samples[pick]
            table.add(["\(x)", "\(y)", "\(dataset.labels[pick])", "\(slot)", "\(part.rawValue)"])
            points[slot].x.append(Double(x))
            points[slot].y.append(Double(y))
            points[slot].texts.append(
                "\(classes.titles[slot]), \(SampleMark.title(part)): \(x.shortText), \(y.shortText)"
            )
        }
        self.classes = classes
        self.samples = samples
        self.table = table
        self.pointSize = pointSize
        series = points.enumerated().map { slot, points in
            guard !points.x.isEmpty else { return nil }
            let data = SeriesValues(
                name: "\(name)-class-\(slot)",
                x: points.x,
                y: points.y,
                texts: samples.parts.count > 1 ? points.texts : []
            )
            return Series(name: classes.titles[slot], data: data)
        }
    }

    /// The slots with samples.
    private var slots: [Int] { series.indices.filter { series[$0] != nil } }

    private var keyParts: [SamplePart] { samples.parts.count > 1 ? samples.parts : [] }

    /// A frame that shows exactly the grid's part of the plane.
    func frame(of grid: DecisionGrid) -> PlotFrame {
        PlotFrame(
            width: 480,
            plotHeight: 370,
            left: 68,
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
            keyTitles: slots.map { classes.titles[$0] } + keyParts.map(SampleMark.title)
        )
    }

    /// The commands that the plots need.
    var commands: [GnuplotScript] { classes.titleCommands + ["unset grid"] }

    /// The points of each slot and part that occurs, and a larger one of each for the key.
    var plots: [Plot] {
        let points = slots.flatMap { slot in
            samples.parts.enumerated().map { index, part in
                Plot(
                    command: "\(table.name) using "
                        + "1:($4 == \(slot) && $5 == \(Int(part.rawValue)) ? $2 : NaN) with points "
                        + "pointtype \(SampleMark.pointType(part)) "
                        + "pointsize \(pointSize * SampleMark.scale(part)) "
                        + "linecolor rgb \(classes.color(of: slot)) notitle",
                    group: slot,
                    series: index == 0 ? series[slot] : nil
                )
            }
        }
        let keys = slots.map { slot in
            Plot(
                command: "keyentry with points pointtype 7 pointsize 0.9 "
                    + "linecolor rgb \(classes.color(of: slot)) title title_of[\(slot + 1)]",
                group: slot
            )
        }
        let parts = keyParts.map { part in
            Plot(
                command: "keyentry with points pointtype \(SampleMark.pointType(part)) "
                    + "pointsize 0.9 linecolor rgb \(Palette.ink) "
                    + "title \(SampleMark.title(part))"
            )
        }
        return points + keys + parts
    }
}

extension Float {
    /// The number with four significant digits.
    fileprivate var shortText: String {
        NumberText.plain(Double(self).rounded(significantDigits: 4))
    }
}
