public import TrainingModel

/// The slow, obvious trainer in Double that every fast one is held to.
///
/// It follows PyTorch step by step: initial weights, order of the samples, loss, optimizer, and
/// what is measured when.
public struct ReferenceTrainer: Sendable {
    /// The network and the course of the training.
    public let training: TrainingConfiguration

    private let samples: ReferenceSamples
    private let validation: ReferenceSamples?
    private var network: ReferenceNetwork
    private var optimizer: ReferenceOptimizer
    private var generator: MersenneTwister

    /// Draws the initial parameters of a run.
    ///
    /// - Parameters:
    ///   - dataset: The samples to train on.
    ///   - validation: Samples on which the run is measured after each epoch, if there are any.
    ///   - training: The network and the course of the training.
    ///   - run: The settings of the optimizer and the generator's start.
    /// - Precondition: The network's ends fit the features and classes of both datasets; with
    ///   validation samples only are epochs chosen by their loss.
    public init(
        dataset: Dataset,
        validation: Dataset? = nil,
        training: TrainingConfiguration,
        run: RunConfiguration
    ) {
        let shape = training.shape
        run.setting.checkRanges()
        precondition(
            validation != nil || !training.choice.isByValidation,
            "an epoch is chosen by its validation loss, and there are no validation samples"
        )
        var generator = run.makeGenerator()
        let parameters = shape.initialParameters(drawnFrom: &generator).map(Double.init)
        self.training = training
        self.generator = generator
        samples = ReferenceSamples(dataset, for: shape)
        self.validation = validation.map { ReferenceSamples($0, for: shape) }
        network = ReferenceNetwork(
            shape: shape,
            parameters: parameters,
            activation: training.pack.setting.activation
        )
        optimizer = ReferenceOptimizer(run.setting)
    }

    /// The parameters as they are now, in the flat order of ``NetworkShape/linearLayers``.
    public var parameters: [Double] { network.parameters }

    /// Trains all epochs, or until a loss is no longer finite or the run stops by its rule.
    ///
    /// - Returns: The metrics of each epoch and the parameters that are taken.
    public consuming func train() -> ReferenceOutcome {
        var epochs: [ReferenceMetrics] = []
        var history = ValidationHistory(training.choice)
        var best: [Double]?
        while epochs.count < training.epochs, !history.isOver {
            let metrics = trainEpoch()
            epochs.append(metrics)
            guard metrics.isFinite else {
                return ReferenceOutcome(
                    epochs: epochs,
                    divergedEpoch: epochs.count - 1,
                    selectedEpoch: nil,
                    parameters: network.parameters
                )
            }
            guard training.choice.isByValidation, let loss = metrics.validationLoss else {
                continue
            }
            if history.append(Float(loss)) { best = network.parameters }
        }
        return ReferenceOutcome(
            epochs: epochs,
            divergedEpoch: nil,
            selectedEpoch: history.best?.epoch ?? (epochs.isEmpty ? nil : epochs.count - 1),
            parameters: best ?? network.parameters
        )
    }

    /// Goes through the dataset once and measures.
    ///
    /// - Returns: The metrics of the epoch.
    public mutating func trainEpoch() -> ReferenceMetrics {
        let order = generator.epochOrder(
            sampleCount: samples.labels.count,
            shuffle: training.shuffle
        )
        var batchLosses: [Double] = []
        for start in stride(from: 0, to: order.count, by: training.batch) {
            let end = min(start + training.batch, order.count)
            batchLosses.append(trainBatch(order[start..<end]))
        }
        let (loss, correctCount) = evaluate(samples)
        let validated = validation.map { evaluate($0) }
        return ReferenceMetrics(
            lastBatchLoss: batchLosses[batchLosses.count - 1],
            meanBatchLoss: batchLosses.reduce(0, +) / Double(batchLosses.count),
            loss: loss,
            correctCount: correctCount,
            validationLoss: validated?.loss,
            validationCorrectCount: validated?.correctCount
        )
    }

    /// Takes one step along the mean gradient of a batch and returns its mean loss before the step.
    private mutating func trainBatch(_ rows: ArraySlice<Int>) -> Double {
        var loss = 0.0
        var gradient = [Double](repeating: 0, count: network.parameters.count)
        for row in rows {
            loss += network.addGradient(
                of: samples.features[row],
                label: samples.labels[row],
                smoothing: optimizer.setting.labelSmoothing,
                to: &gradient
            )
        }
        let count = Double(rows.count)
        optimizer.step(&network.parameters, along: gradient.map { $0 / count })
        return loss / count
    }

    /// The mean loss over some samples and the number of those classified rightly.
    private func evaluate(_ samples: ReferenceSamples) -> (loss: Double, correctCount: Int) {
        var loss = 0.0
        var correctCount = 0
        for (sample, label) in zip(samples.features, samples.labels) {
            let logits = network.logits(for: sample)
            loss += SoftmaxCrossEntropy.loss(logits: logits, label: label)
            if ReferenceNetwork.predictedClass(logits: logits) == label { correctCount += 1 }
        }
        return (loss / Double(samples.labels.count), correctCount)
    }
}

/// Samples in Double, one row each.
struct ReferenceSamples: Sendable {
    /// The features of each sample.
    let features: [[Double]]

    /// The class of each sample.
    let labels: [Int]

    /// Converts samples for a network.
    ///
    /// - Parameters:
    ///   - dataset: The samples.
    ///   - shape: The network.
    /// - Precondition: The network's ends fit the features and classes.
    init(_ dataset: Dataset, for shape: NetworkShape) {
        precondition(
            shape.inputCount == dataset.width && shape.classCount >= dataset.classCount,
            "\(shape.layers) does not fit \(dataset.width) features, \(dataset.classCount) classes"
        )
        features = (0..<dataset.count).map { row in
            dataset.features[row * dataset.width..<(row + 1) * dataset.width].map(Double.init)
        }
        labels = dataset.labels.map(Int.init)
    }
}

/// What one epoch of the reference trainer measured; the metrics of samples in Double.
public struct ReferenceMetrics: Sendable, Hashable {
    /// The loss of the epoch's last batch, before that batch's step.
    public let lastBatchLoss: Double

    /// The mean over the epoch's batches of each batch's loss before its step.
    public let meanBatchLoss: Double

    /// The loss over the whole dataset after the epoch.
    public let loss: Double

    /// The number of samples that were classified rightly after the epoch.
    public let correctCount: Int

    /// The loss over the validation samples after the epoch, if there are any.
    public let validationLoss: Double?

    /// The number of validation samples that were classified rightly, if there are any.
    public let validationCorrectCount: Int?

    /// Whether all losses are finite, that of the validation samples too.
    public var isFinite: Bool {
        lastBatchLoss.isFinite && meanBatchLoss.isFinite && loss.isFinite
            && validationLoss?.isFinite ?? true
    }
}

/// What a whole training by the reference trainer gave.
public struct ReferenceOutcome: Sendable, Hashable {
    /// The metrics of each epoch in order; a diverged run ends with those that are not finite, one
    /// that stopped with those of its last epoch.
    public let epochs: [ReferenceMetrics]

    /// The epoch, counted from 0, in which a loss left the finite numbers; else `nil`.
    public let divergedEpoch: Int?

    /// The epoch that is taken, counted from 0, or `nil` for a diverged run or one without epochs.
    public let selectedEpoch: Int?

    /// The parameters after the epoch that is taken, of a diverged run those at its end, in the
    /// flat order of ``NetworkShape/linearLayers``.
    public let parameters: [Double]
}

/// Stochastic gradient descent with momentum, exactly as `torch.optim.SGD` does it.
///
/// g ← ∇ + λ·p; v ← g on the first step, then v ← μ·v + (1 − τ)·g; the direction is g + μ·v with
/// Nesterov, else v, and g without momentum; p ← p − η·direction.
///
/// - Source: PyTorch, `torch.optim.SGD`; Sutskever et al., ICML 2013, for the two momenta.
struct ReferenceOptimizer: Sendable {
    /// μ, η, τ, λ and the choice of Nesterov.
    let setting: Setting

    /// v, shape [P]; `nil` before the first step, which takes the gradient undampened.
    private(set) var velocity: [Double]?

    /// Prepares for the first step.
    ///
    /// - Parameter setting: The settings of the optimizer.
    init(_ setting: Setting) {
        self.setting = setting
    }

    /// Moves the parameters one step.
    ///
    /// - Parameters:
    ///   - parameters: p, shape [P], updated in place.
    ///   - gradient: ∇, the mean over the batch, shape [P].
    mutating func step(_ parameters: inout [Double], along gradient: [Double]) {
        let gradient = zip(gradient, parameters).map { $0 + setting.weightDecay * $1 }
        let direction = setting.momentum == 0 ? gradient : accelerated(gradient)
        for index in parameters.indices {
            parameters[index] -= setting.learningRate * direction[index]
        }
    }

    private mutating func accelerated(_ gradient: [Double]) -> [Double] {
        let velocity =
            if let last = velocity {
                zip(last, gradient).map { setting.momentum * $0 + (1 - setting.dampening) * $1 }
            } else {
                gradient
            }
        self.velocity = velocity
        guard setting.nesterov else { return velocity }
        return zip(gradient, velocity).map { $0 + setting.momentum * $1 }
    }
}
