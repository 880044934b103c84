internal import NeuralNet

/// The points of the plane at which a network is asked for its class.
///
/// As in the notebook: 0.1 beyond the samples on each side, in steps of 0.02; larger steps if the
/// samples spread so far that a side would have more than 250 points.
struct DecisionGrid {
    /// The most points on a side.
    static let sideLimit = 250

    /// The left end.
    let left: Double

    /// The lower end.
    let bottom: Double

    /// The distance of neighbours, for both axes.
    let step: (x: Double, y: Double)

    /// The points in a row.
    let columns: Int

    /// The rows.
    let rows: Int

    /// Lays a grid over `dataset`, or returns `nil` unless it is flat.
    init?(over dataset: Dataset) {
        guard dataset.width == 2 else { return nil }
        let xs = stride(from: 0, to: dataset.features.count, by: 2).map { dataset.features[$0] }
        let ys = stride(from: 1, to: dataset.features.count, by: 2).map { dataset.features[$0] }
        let horizontal = Self.axis(from: xs.min() ?? 0, to: xs.max() ?? 0)
        let vertical = Self.axis(from: ys.min() ?? 0, to: ys.max() ?? 0)
        left = horizontal.start
        bottom = vertical.start
        step = (horizontal.step, vertical.step)
        columns = horizontal.count
        rows = vertical.count
    }

    /// The right end.
    var right: Double { left + Double(columns - 1) * step.x }

    /// The upper end.
    var top: Double { bottom + Double(rows - 1) * step.y }

    /// The class at each point, row by row from the bottom.
    func classes(by classifier: Classifier) -> [Int] {
        var classes: [Int] = []
        classes.reserveCapacity(rows * columns)
        for row in 0..<rows {
            let y = Float(bottom + Double(row) * step.y)
            for column in 0..<columns {
                let x = Float(left + Double(column) * step.x)
                classes.append(classifier.predictedClass(of: [x, y]))
            }
        }
        return classes
    }

    private static func axis(
        from low: Float,
        to high: Float
    ) -> (start: Double, step: Double, count: Int) {
        let start = Double(low) - 0.1
        let length = Double(high) + 0.1 - start
        let step = max(0.02, length / Double(sideLimit - 1))
        return (start, step, Int(length / step) + 1)
    }
}
