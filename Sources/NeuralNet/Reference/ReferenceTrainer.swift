public import TrainingModel

/// The slow, obvious trainer in Double that every fast one is held to.
///
/// It follows PyTorch step by step: initial weights, order of the samples, loss, optimizer, and
/// what is measured when.
public struct ReferenceTrainer: Sendable {
    /// The network and the course of the training.
    public let training: TrainingConfiguration

    private let samples: [[Double]]
    private let labels: [Int]
    private var network: ReferenceNetwork
    private var optimizer: ReferenceOptimizer
    private var generator: MersenneTwister

    /// Draws the initial parameters of a run.
    ///
    /// - Parameters:
    ///   - dataset: The samples to train on.
    ///   - training: The network and the course of the training.
    ///   - run: The settings of the optimizer and the generator's start.
    /// - Precondition: The network's ends fit the dataset's features and classes.
    public init(dataset: Dataset, training: TrainingConfiguration, run: RunConfiguration) {
        let shape = training.shape
        precondition(
            shape.inputCount == dataset.width && shape.classCount == dataset.classCount,
            "\(shape.layers) does not fit \(dataset.width) features, \(dataset.classCount) classes"
        )
        run.setting.checkRanges()
        var generator = run.makeGenerator()
        let parameters = shape.initialParameters(drawnFrom: &generator).map(Double.init)
        self.training = training
        self.generator = generator
        samples = (0..<dataset.count).map { row in
            dataset.features[row * dataset.width..<(row + 1) * dataset.width].map(Double.init)
        }
        labels = dataset.labels.map(Int.init)
        network = ReferenceNetwork(shape: shape, parameters: parameters)
        optimizer = ReferenceOptimizer(run.setting)
    }

    /// The parameters as they are now, in the flat order of ``NetworkShape/linearLayers``.
    public var parameters: [Double] { network.parameters }

    /// Trains all epochs, or until a loss is no longer finite.
    ///
    /// - Returns: The metrics of each epoch and the final parameters.
    public consuming func train() -> ReferenceOutcome {
        var epochs: [ReferenceMetrics] = []
        var divergedEpoch: Int?
        while epochs.count < training.epochs, divergedEpoch == nil {
            let metrics = trainEpoch()
            if !metrics.isFinite { divergedEpoch = epochs.count }
            epochs.append(metrics)
        }
        return ReferenceOutcome(
            epochs: epochs,
            divergedEpoch: divergedEpoch,
            parameters: network.parameters
        )
    }

    /// Goes through the dataset once and measures.
    ///
    /// - Returns: The metrics of the epoch.
    public mutating func trainEpoch() -> ReferenceMetrics {
        let order = generator.epochOrder(sampleCount: samples.count, shuffle: training.shuffle)
        var batchLosses: [Double] = []
        for start in stride(from: 0, to: order.count, by: training.batch) {
            let end = min(start + training.batch, order.count)
            batchLosses.append(trainBatch(order[start..<end]))
        }
        let (loss, correctCount) = evaluate()
        return ReferenceMetrics(
            lastBatchLoss: batchLosses[batchLosses.count - 1],
            meanBatchLoss: batchLosses.reduce(0, +) / Double(batchLosses.count),
            loss: loss,
            correctCount: correctCount
        )
    }

    /// Takes one step along the mean gradient of a batch and returns its mean loss before the step.
    private mutating func trainBatch(_ rows: ArraySlice<Int>) -> Double {
        var loss = 0.0
        var gradient = [Double](repeating: 0, count: network.parameters.count)
        for row in rows {
            loss += network.addGradient(
                of: samples[row],
                label: labels[row],
                smoothing: optimizer.setting.labelSmoothing,
                to: &gradient
            )
        }
        let count = Double(rows.count)
        optimizer.step(&network.parameters, along: gradient.map { $0 / count })
        return loss / count
    }

    /// The mean loss over all samples and the number of those classified rightly.
    private func evaluate() -> (loss: Double, correctCount: Int) {
        var loss = 0.0
        var correctCount = 0
        for (sample, label) in zip(samples, labels) {
            let logits = network.logits(for: sample)
            loss += SoftmaxCrossEntropy.loss(logits: logits, label: label)
            if ReferenceNetwork.predictedClass(logits: logits) == label { correctCount += 1 }
        }
        return (loss / Double(samples.count), correctCount)
    }
}
