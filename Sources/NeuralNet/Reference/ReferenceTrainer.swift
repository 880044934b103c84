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
    private let loss: ReferenceLoss
    private var epoch = 0

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
        let parameters = shape.initialParameters(run.setting.initialization, drawnFrom: &generator)
        self.training = training
        self.generator = generator
        samples = ReferenceSamples(dataset, for: shape)
        self.validation = validation.map { ReferenceSamples($0, for: shape) }
        network = ReferenceNetwork(
            shape: shape,
            parameters: parameters.map(Double.init),
            activation: training.pack.setting.activation
        )
        optimizer = ReferenceOptimizer(run.setting)
        loss = ReferenceLoss(
            smoothing: run.setting.labelSmoothing,
            classWeights: training.pack.setting.classWeight.weights(
                of: dataset.labels,
                classCount: shape.classCount
            )
        )
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
        let starts = Array(stride(from: 0, to: order.count, by: training.batch))
        let batchLosses = starts.enumerated().map { batch, start in
            let step = TrainingStep(
                epoch: epoch,
                of: training.epochs,
                batch: batch,
                of: starts.count
            )
            return trainBatch(order[start..<min(start + training.batch, order.count)], step)
        }
        epoch += 1
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

    /// Takes one step along the mean gradient of a batch and returns its mean loss before the step;
    /// both are means by the weights of the samples' classes.
    private mutating func trainBatch(_ rows: ArraySlice<Int>, _ step: TrainingStep) -> Double {
        var sum = 0.0
        var gradient = [Double](repeating: 0, count: network.parameters.count)
        for row in rows {
            sum += network.addGradient(
                of: samples.features[row],
                targets: loss.targets(of: samples.labels[row]),
                to: &gradient
            )
        }
        let weight = rows.map { loss.weight(of: samples.labels[$0]) }.reduce(0, +)
        optimizer.step(
            &network.parameters,
            along: shortened(gradient.map { $0 / weight }),
            with: optimizer.setting.stepValues(at: step)
        )
        return sum / weight
    }

    /// The gradient times min(1, c/(‖∇‖ + 10⁻⁶)) with the largest norm c; as it is where c is 0.
    ///
    /// - Source: PyTorch, `torch.nn.utils.clip_grad_norm_`.
    private func shortened(_ gradient: [Double]) -> [Double] {
        let limit = optimizer.setting.clipNorm
        guard limit > 0 else { return gradient }
        let norm = gradient.map { $0 * $0 }.reduce(0, +).squareRoot()
        let factor = limit / (norm + 1e-6)
        // A factor that is not a number stays, so that the run diverges.
        return factor >= 1 ? gradient : gradient.map { $0 * factor }
    }

    /// The mean loss over some samples and the number of those classified rightly.
    private func evaluate(_ samples: ReferenceSamples) -> (loss: Double, correctCount: Int) {
        let plain = ReferenceLoss.plain(classCount: training.shape.classCount)
        var loss = 0.0
        var correctCount = 0
        for (sample, label) in zip(samples.features, samples.labels) {
            let logits = network.logits(for: sample)
            loss += SoftmaxCrossEntropy.loss(logits: logits, targets: plain.targets(of: label))
            if ReferenceNetwork.predictedClass(logits: logits) == label { correctCount += 1 }
        }
        return (loss / Double(samples.labels.count), correctCount)
    }
}
