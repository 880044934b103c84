internal import NeuralNet
internal import NeuralNetRuntime
internal import TrainingModel

/// The points of the plane at which a network is asked for its class.
///
/// As in the notebook: 0.1 beyond the samples on each side, in steps of 0.02; larger steps if the
/// samples spread so far that a side would have too many points.
struct DecisionGrid {
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
    ///
    /// - Parameters:
    ///   - dataset: The samples.
    ///   - step: The distance of neighbours.
    ///   - sideLimit: The most points on a side.
    init?(over dataset: Dataset, step: Double = 0.02, sideLimit: Int = 250) {
        guard dataset.width == 2 else { return nil }
        let xs = stride(from: 0, to: dataset.features.count, by: 2).map { dataset.features[$0] }
        let ys = stride(from: 1, to: dataset.features.count, by: 2).map { dataset.features[$0] }
        let horizontal = Self.axis(of: xs, step: step, limit: sideLimit)
        let vertical = Self.axis(of: ys, step: step, limit: sideLimit)
        left = horizontal.start
        bottom = vertical.start
        self.step = (horizontal.step, vertical.step)
        columns = horizontal.count
        rows = vertical.count
    }

    /// The right end.
    var right: Double { left + Double(columns - 1) * step.x }

    /// The upper end.
    var top: Double { bottom + Double(rows - 1) * step.y }

    /// The horizontal place of `column`.
    func x(_ column: Int) -> Double { left + Double(column) * step.x }

    /// The vertical place of `row`, counted from the bottom.
    func y(_ row: Int) -> Double { bottom + Double(row) * step.y }

    /// The class that each network predicts at each point, row by row from the bottom.
    ///
    /// - Parameters:
    ///   - setting: What the networks were trained with.
    ///   - parameters: The parameters of each network in PyTorch's flat order.
    /// - Returns: The classes of each network, or `nil` if some parameters do not fit the layers.
    func classes(of setting: Setting, parameters: [[Float]]) -> [[Int32]]? {
        let shape = NetworkShape(layers: setting.layers)
        guard shape.inputCount == 2,
            parameters.allSatisfy({ $0.count == shape.parameterCount })
        else { return nil }
        var features: [Float] = []
        features.reserveCapacity(2 * rows * columns)
        for row in 0..<rows {
            let y = Float(y(row))
            for column in 0..<columns { features += [Float(x(column)), y] }
        }
        return InstructionSetName.best.predictedClasses(
            of: shape,
            activation: setting.activation,
            parameters: parameters,
            features: features
        )
    }

    /// The most points on a side for which all figures of decisions together stay quick.
    ///
    /// - Parameters:
    ///   - limit: The most points, however small the networks are.
    ///   - layers: The widths of the networks.
    ///   - figureCount: How many figures ask a pack of networks each.
    /// - Returns: A number of points, at least 12.
    static func sideLimit(_ limit: Int, layers: [Int], figureCount: Int) -> Int {
        let shape = NetworkShape(layers: layers)
        // A logit costs about as much as forty products, for its exponential.
        let cost = shape.parameterCount + 40 * shape.classCount
        let points = Double(operationLimit) / Double(cost * max(figureCount, 1))
        return max(12, min(limit, Int(points.squareRoot())))
    }

    /// The multiplications that all figures of decisions may take, some seconds of them.
    private static let operationLimit = 6_000_000_000

    private static func axis(
        of values: [Float],
        step: Double,
        limit: Int
    ) -> (start: Double, step: Double, count: Int) {
        let start = Double(values.min() ?? 0) - 0.1
        let length = Double(values.max() ?? 0) + 0.1 - start
        let step = max(step, length / Double(limit - 1))
        return (start, step, Int(length / step) + 1)
    }
}
