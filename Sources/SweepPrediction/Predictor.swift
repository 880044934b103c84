package import NeuralNetRuntime
internal import TrainingModel

/// What a network says of one row.
package struct Prediction: Hashable, Sendable {
    /// The index of the class with the largest logit, the first one among equals; `nil` if a logit
    /// is not finite, as it may be for values far beyond those that were trained on.
    package let classIndex: Int?

    /// The softmax of the logits, one for each class; empty without a class.
    package let probabilities: [Double]

    /// The logits.
    package let logits: [Float]

    /// Reads logits.
    ///
    /// - Parameter logits: One for each class.
    package init(logits: some Collection<Float>) {
        let logits = Array(logits)
        self.logits = logits
        guard logits.allSatisfy(\.isFinite), let largest = logits.max() else {
            classIndex = nil
            probabilities = []
            return
        }
        classIndex = logits.firstIndex(of: largest)
        probabilities = Softmax.probabilities(of: logits)
    }
}

/// Lets a saved network predict rows, and counts how right it is where classes are known.
package struct Predictor {
    /// The network.
    package let model: SavedModel

    /// How right it was so far.
    package private(set) var tally = PredictionTally()

    private let instructionSet: InstructionSetName

    /// Prepares a network.
    ///
    /// - Parameters:
    ///   - model: The network.
    ///   - instructionSet: The kernels; the numbers are the same with all.
    package init(_ model: SavedModel, by instructionSet: InstructionSetName = .best) {
        self.model = model
        self.instructionSet = instructionSet
    }

    /// Predicts some rows.
    ///
    /// - Parameter block: The rows.
    /// - Returns: A prediction for each, in order.
    package mutating func predict(_ block: FeatureTable.Block) -> [Prediction] {
        let logits = instructionSet.logits(
            of: model.shape,
            activation: model.activation,
            parameters: [model.parameters],
            features: block.features
        )[0]
        let classCount = model.shape.classCount
        let predictions = block.lines.indices.map { row in
            Prediction(logits: logits[row * classCount..<(row + 1) * classCount])
        }
        for (row, prediction) in predictions.enumerated() {
            tally.add(prediction, label: block.labels[row], line: block.lines[row])
        }
        return predictions
    }
}
