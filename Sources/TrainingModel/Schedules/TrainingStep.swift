/// Where a step stands in a training, for schedules.
public struct TrainingStep: Hashable, Sendable {
    /// The epochs that are done.
    public let epoch: Int

    /// The epochs of the whole training.
    public let epochs: Int

    /// The batches of this epoch that are done.
    public let batch: Int

    /// The batches of an epoch.
    public let batchesPerEpoch: Int

    /// Describes a step.
    public init(epoch: Int, of epochs: Int, batch: Int, of batchesPerEpoch: Int) {
        self.epoch = epoch
        self.epochs = epochs
        self.batch = batch
        self.batchesPerEpoch = batchesPerEpoch
    }

    /// The steps that are done.
    public var index: Int { epoch * batchesPerEpoch + batch }
}

/// Learning rate and momentum of one step.
public struct StepValues: Hashable, Sendable {
    /// η.
    public let learningRate: Double

    /// μ of SGD and RMSprop, β₁ of Adam and AdamW.
    public let momentum: Double
}

extension Schedule {
    /// The share of the learning rate in an epoch; 1 for what changes batch by batch.
    ///
    /// - Parameters:
    ///   - epoch: The epochs that are done.
    ///   - epochs: The epochs of the whole training.
    /// - Returns: The factor, at least 0, at most 1.
    /// - Source: the formulas of PyTorch, `torch.optim.lr_scheduler`, in closed form.
    public func factor(inEpoch epoch: Int, of epochs: Int) -> Double {
        if let warmup, epoch < warmup.epochs {
            return warmup.start + (1 - warmup.start) * Double(epoch) / Double(warmup.epochs)
        }
        let epoch = epoch - (warmup?.epochs ?? 0)
        switch decay {
        case .constant, .oneCycle: return 1
        case .step(let every, let factor):
            return ElementaryFunctions.power(factor, times: epoch / every)
        case .exponential(let factor): return ElementaryFunctions.power(factor, times: epoch)
        case .cosine(let to, let over):
            let period = over ?? max(1, epochs - (warmup?.epochs ?? 0))
            let angle = Double.pi * Double(min(epoch, period)) / Double(period)
            return to + (1 - to) * (1 + ElementaryFunctions.cosine(angle)) / 2
        }
    }
}

extension Schedule {
    /// What a step is made with.
    ///
    /// - Parameters:
    ///   - peak: Learning rate and momentum of the setting.
    ///   - step: The step; it counts by its epoch unless the schedule changes in epochs.
    /// - Returns: Learning rate and momentum of the step.
    func values(of peak: StepValues, at step: TrainingStep) -> StepValues {
        if case .oneCycle(let base) = decay {
            return OneCycle(peak: peak, baseMomentum: base).values(at: step)
        }
        let factor = factor(inEpoch: step.epoch, of: step.epochs)
        return StepValues(learningRate: peak.learningRate * factor, momentum: peak.momentum)
    }
}

/// The two phases of `OneCycleLR` with PyTorch's constants.
///
/// - Source: PyTorch, `torch.optim.lr_scheduler.OneCycleLR`.
private struct OneCycle {
    let peak: StepValues
    let baseMomentum: Double

    private static let riseShare = 0.3
    private static let startDivisor = 25.0
    private static let endDivisor = 1e4

    func values(at step: TrainingStep) -> StepValues {
        let index = Double(step.index)
        let steps = Double(step.epochs * step.batchesPerEpoch)
        let top = Self.riseShare * steps - 1
        let startRate = peak.learningRate / Self.startDivisor
        if index <= top {
            let share = index / top
            return StepValues(
                learningRate: Self.between(startRate, peak.learningRate, share),
                momentum: Self.between(peak.momentum, baseMomentum, share)
            )
        }
        let share = (index - top) / (steps - 1 - top)
        return StepValues(
            learningRate: Self.between(peak.learningRate, startRate / Self.endDivisor, share),
            momentum: Self.between(baseMomentum, peak.momentum, share)
        )
    }

    /// From `start` to `end` along half a period of the cosine.
    private static func between(_ start: Double, _ end: Double, _ share: Double) -> Double {
        end + (start - end) / 2 * (ElementaryFunctions.cosine(Double.pi * share) + 1)
    }
}
