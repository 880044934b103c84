package import TrainingModel

/// The rules that steps may follow.
@usableFromInline
package enum UpdateRule: Sendable, Hashable {
    /// ``PlainMomentum``.
    case plain

    /// ``WholeMomentum``: some run has dampening, Nesterov's method or weight decay.
    case whole

    /// ``Adam``.
    case adam

    /// ``AdamW``.
    case adamw

    /// ``RMSprop``.
    case rmsprop

    /// ``StoredGradient``, the first of two passes.
    case stored

    /// Finds what the runs need.
    ///
    /// - Parameters:
    ///   - optimizer: The optimizer of all runs.
    ///   - runs: The runs of a group.
    package init(_ optimizer: Optimizer, runs: [RunConfiguration]) {
        switch optimizer {
        case .sgd:
            let isPlain = runs.allSatisfy { run in
                let setting = run.setting
                return setting.dampening == 0 && !setting.nesterov && setting.weightDecay == 0
            }
            self = isPlain ? .plain : .whole
        case .adam: self = .adam
        case .adamw: self = .adamw
        case .rmsprop: self = .rmsprop
        }
    }
}

/// Which parts of a step some run of a group needs; what no run needs costs no time.
@usableFromInline
package struct StepRule: Sendable, Hashable {
    /// The rule of the update.
    @usableFromInline
    package let update: UpdateRule

    /// Whether gradients are shortened before the update.
    @usableFromInline
    package let clips: Bool

    /// The head.
    @usableFromInline
    package let head: HeadChoice

    /// Whether some run has other values in each step: by its schedule, or since Adam corrects
    /// means for their start at 0.
    let changesInEpochs: Bool

    /// Finds what `runs` of packs like `pack` need.
    package init(_ pack: PackShape, runs: [RunConfiguration]) {
        let optimizer = pack.setting.optimizer
        update = UpdateRule(optimizer, runs: runs)
        clips = StepExtras(runs).contains(.clipping)
        head = HeadChoice(pack, runs: runs)
        changesInEpochs =
            optimizer.isAdam || runs.contains { $0.setting.schedule.changesInEpochs }
    }

    /// Whether some setting of a lane may differ from what it was in the step before; at the start
    /// of an epoch always, since a training may go on from there.
    func changesLanes(at step: TrainingStep) -> Bool {
        changesInEpochs || step.batch == 0 || step.epoch == 0 && step.batch == 1
    }
}

extension TrainingConfiguration {
    /// A step of the training.
    ///
    /// - Parameters:
    ///   - epoch: The epochs that are done.
    ///   - sample: The samples of this epoch that are done.
    ///   - sampleCount: The samples of an epoch.
    /// - Returns: The step of the next batch.
    func step(inEpoch epoch: Int, from sample: Int, of sampleCount: Int) -> TrainingStep {
        TrainingStep(
            epoch: epoch,
            of: epochs,
            batch: sample / batch,
            of: (sampleCount + batch - 1) / batch
        )
    }
}
