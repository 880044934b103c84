internal import TrainingModel

/// The settings of optimizer and loss that each lane has its own of, in the order of their vectors.
@usableFromInline
package enum RunLaneSetting: Int, CaseIterable, Sendable {
    /// μ, the share of the velocity that is kept.
    case momentum

    /// −η, so that a step is one fused multiply-add; with Adam's correction of its means.
    case negativeLearningRate

    /// 1 − τ, the share of the gradient that enters the velocity; of Adam 1 − β₁ where that is less
    /// than ½, else −β₁.
    case gradientShare

    /// λ, the share of a parameter that is added to its gradient.
    case weightDecay

    /// 1 where the step looks ahead, else 0.
    case nesterov

    /// 1 − ε, the share of the target that a sample's own class has.
    case labelShare

    /// ε/K, the share of the target that each of the K classes has beside.
    case uniformShare

    /// β₂, the share of the mean square that is kept: the first that SGD does not have.
    case squareDecay

    /// 1 − β₂, the share of the gradient's square that enters the mean.
    case squareShare

    /// 1/√(1 − β₂ᵗ), Adam's correction of the mean square's root.
    case rootScale

    /// ε of optimizers, what is added to that root.
    case epsilon

    /// 1 − η·λ, the share of a parameter that AdamW keeps.
    case parameterScale

    /// The largest norm of a gradient, 0 for any: the first that only groups have which clip.
    case clipNorm

    /// What the gradient of the step is multiplied by.
    case gradientScale

    /// How many of them a group has.
    ///
    /// - Parameters:
    ///   - optimizer: The optimizer of all runs.
    ///   - clips: Whether some run shortens gradients.
    /// - Returns: The vectors.
    static func count(_ optimizer: Optimizer, clips: Bool) -> Int {
        if clips { return allCases.count }
        return (optimizer == .sgd ? squareDecay : clipNorm).rawValue
    }
}

extension Setting {
    /// Hands what a lane keeps from its first step to its last to `body`: settings with their
    /// values, rounded once.
    ///
    /// - Parameters:
    ///   - rule: The parts of a step that the group has.
    ///   - optimizer: The optimizer of the group.
    ///   - classCount: The classes, which share a smoothed label.
    ///   - body: What takes them.
    func forEachLaneValue(
        _ rule: StepRule,
        _ optimizer: Optimizer,
        classCount: Int,
        _ body: (RunLaneSetting, Float) -> Void
    ) {
        body(.weightDecay, Float(weightDecay))
        body(.nesterov, nesterov ? 1 : 0)
        body(.labelShare, Float(1 - labelSmoothing))
        body(.uniformShare, Float(labelSmoothing / Double(classCount)))
        if optimizer != .sgd {
            body(.squareDecay, Float(beta2))
            body(.squareShare, Float(1 - beta2))
            body(.epsilon, Float(epsilon))
        }
        if rule.clips { body(.clipNorm, Float(clipNorm)) }
    }

    /// Hands what a lane has in one step to `body`: settings with their values, rounded once.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - optimizer: The optimizer of the group.
    ///   - body: What takes them.
    func forEachLaneValue(
        at step: TrainingStep,
        _ optimizer: Optimizer,
        _ body: (RunLaneSetting, Float) -> Void
    ) {
        let values = stepValues(at: step)
        body(.momentum, Float(values.momentum))
        switch optimizer {
        case .sgd:
            // The first step takes the whole gradient, and without momentum PyTorch keeps no
            // velocity, so nothing is dampened.
            let isWhole = step.index == 0 || values.momentum == 0
            body(.gradientShare, isWhole ? 1 : Float(1 - dampening))
            body(.negativeLearningRate, -Float(values.learningRate))
        case .adam, .adamw:
            let share = Float(1 - values.momentum)
            body(.gradientShare, share < 0.5 ? share : share - 1)
            let count = step.index + 1
            let mean = 1 - ElementaryFunctions.power(values.momentum, times: count)
            body(.negativeLearningRate, -Float(values.learningRate / mean))
            let square = 1 - ElementaryFunctions.power(beta2, times: count)
            body(.rootScale, Float(1 / square.squareRoot()))
            body(.parameterScale, Float(1 - values.learningRate * weightDecay))
        case .rmsprop:
            let rate = -Float(values.learningRate)
            body(.gradientShare, values.momentum > 0 ? 1 : rate)
            body(.negativeLearningRate, values.momentum > 0 ? rate : 1)
        }
    }

    /// Whether a step leaves the velocities as they are: SGD and RMSprop in PyTorch do not touch
    /// them in a step whose momentum a schedule has brought to 0.
    func keepsVelocities(at step: TrainingStep, _ optimizer: Optimizer) -> Bool {
        guard case .oneCycle(baseMomentum: 0) = schedule.decay, !optimizer.isAdam else {
            return false
        }
        return momentum > 0 && stepValues(at: step).momentum == 0
    }
}
