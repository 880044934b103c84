package import TrainingModel

/// The rules that steps may follow.
@usableFromInline
package enum UpdateRule: Sendable, Hashable {
    /// ``PlainMomentum``.
    case plain

    /// ``WholeMomentum``: some run has dampening, Nesterov's method or weight decay.
    case whole

    /// Finds what the runs need.
    ///
    /// - Parameter runs: The runs of a group.
    package init(runs: [RunConfiguration]) {
        let isPlain = runs.allSatisfy { run in
            let setting = run.setting
            return setting.dampening == 0 && !setting.nesterov && setting.weightDecay == 0
        }
        self = isPlain ? .plain : .whole
    }
}

/// Which parts of a step some run of a group needs; what no run needs costs no time.
@usableFromInline
package struct StepRule: Sendable, Hashable {
    /// The rule of the update.
    @usableFromInline
    package let update: UpdateRule

    /// The head.
    @usableFromInline
    package let head: HeadChoice

    /// Finds what `runs` of packs like `pack` need.
    package init(_ pack: PackShape, runs: [RunConfiguration]) {
        update = UpdateRule(runs: runs)
        head = HeadChoice(pack, runs: runs)
    }
}

/// The settings of optimizer and loss that each lane has its own of, in the order of their vectors.
@usableFromInline
package enum RunLaneSetting: Int, CaseIterable, Sendable {
    /// μ, the share of the velocity that is kept.
    case momentum

    /// −η, so that a step is one fused multiply-add.
    case negativeLearningRate

    /// 1 − τ, the share of the gradient that enters the velocity.
    case gradientShare

    /// λ, the share of a parameter that is added to its gradient.
    case weightDecay

    /// 1 where the step looks ahead, else 0.
    case nesterov

    /// 1 − ε, the share of the target that a sample's own class has.
    case labelShare

    /// ε/K, the share of the target that each of the K classes has beside.
    case uniformShare

    /// 1/Σ w, with w the weights of the batch's samples; set where classes are weighted only.
    case batchShare
}

extension Setting {
    /// What a lane keeps from its first step to its last.
    ///
    /// - Parameter classCount: The classes, which share a smoothed label.
    /// - Returns: Each setting with its value, rounded once.
    func laneValues(classCount: Int) -> [(RunLaneSetting, Float)] {
        [
            (.momentum, Float(momentum)),
            (.weightDecay, Float(weightDecay)),
            (.nesterov, nesterov ? 1 : 0),
            (.labelShare, Float(1 - labelSmoothing)),
            (.uniformShare, Float(labelSmoothing / Double(classCount))),
        ]
    }
}

/// Where a step stands in a training.
struct StepPosition {
    /// The epochs that are done.
    let epoch: Int

    /// The batches of this epoch that are done.
    let batch: Int

    /// Whether some setting of a lane may differ from what it was in the step before; at the start
    /// of an epoch always, since a training may go on from there.
    var changesLanes: Bool { batch == 0 || epoch == 0 && batch == 1 }
}

extension RunConfiguration {
    /// What a lane keeps from step to step until one changes it.
    ///
    /// The first step takes the whole gradient, and without momentum PyTorch keeps no velocity, so
    /// nothing is dampened.
    ///
    /// - Parameter step: A step that changes lanes.
    /// - Returns: The settings with their values, rounded once.
    func laneValues(at step: StepPosition) -> [(RunLaneSetting, Float)] {
        let isWhole = step.epoch == 0 && step.batch == 0 || setting.momentum == 0
        return [(.gradientShare, isWhole ? 1 : Float(1 - setting.dampening))]
    }
}
