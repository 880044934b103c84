package import TrainingModel

/// PyTorch's SGD rule for one parameter, each lane with settings of its own.
///
/// g ← g + λ·p; v ← μ·v + (1 − τ)·g; d = g + μ·v with Nesterov's method, else v; p ← p − η·d.
///
/// - Source: PyTorch, `torch.optim.SGD`.
@usableFromInline
struct ParameterUpdate<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let parameters: UnsafeMutablePointer<Vector>
    @usableFromInline let velocities: UnsafeMutablePointer<Vector>
    @usableFromInline let settings: UnsafeMutablePointer<Vector>
    @usableFromInline let rule: UpdateRule

    @inlinable
    @inline(__always)
    init(
        parameters: UnsafeMutablePointer<Vector>,
        velocities: UnsafeMutablePointer<Vector>,
        settings: UnsafeMutablePointer<Vector>,
        rule: UpdateRule
    ) {
        self.parameters = parameters
        self.velocities = velocities
        self.settings = settings
        self.rule = rule
    }

    /// The lanes' values of one setting.
    @inlinable
    @inline(__always)
    func value(_ setting: RunLaneSetting) -> Vector { settings[setting.rawValue] }

    /// Moves parameter `index` by one step along `gradient`.
    @inlinable
    @inline(__always)
    func step(_ index: Int, along gradient: Vector) {
        guard rule == .plain else {
            stepByWholeRule(index, along: gradient)
            return
        }
        let velocity = gradient.adding(value(.momentum), times: velocities[index])
        velocities[index] = velocity
        parameters[index] = parameters[index]
            .adding(value(.negativeLearningRate), times: velocity)
    }

    /// Moves as many neighbouring parameters from `index` on as `Row` has vectors.
    @inlinable
    @inline(__always)
    func step<Row: LaneVectorRow>(_ index: Int, along gradients: Row) where Row.Vector == Vector {
        spreadStep(index, 1, along: gradients)
    }

    /// Moves parameters from `index` on that are `stride` apart.
    @inlinable
    @inline(__always)
    func spreadStep<Row: LaneVectorRow>(_ index: Int, _ stride: Int, along gradients: Row)
    where Row.Vector == Vector {
        guard rule == .plain else {
            gradients.forEach { stepByWholeRule(index + $0 * stride, along: $1) }
            return
        }
        let momentum = Row(repeating: value(.momentum))
        let velocity = gradients.adding(momentum, times: row(velocities, index, stride))
        velocity.store(to: velocities + index, stride: stride)
        let rate = Row(repeating: value(.negativeLearningRate))
        let parameter: Row = row(parameters, index, stride)
        parameter.adding(rate, times: velocity).store(to: parameters + index, stride: stride)
    }

    /// Vectors that are `stride` apart.
    @inlinable
    @inline(__always)
    func row<Row: LaneVectorRow>(
        _ numbers: UnsafeMutablePointer<Vector>,
        _ index: Int,
        _ stride: Int
    ) -> Row where Row.Vector == Vector {
        Row(LaneMatrix<Vector>.self, UnsafeRawPointer(numbers), at: index, stride: stride)
    }

    /// The step with all that the runs may use; apart, to keep the common one short.
    @inlinable
    @inline(never)
    func stepByWholeRule(_ index: Int, along gradient: Vector) {
        let parameter = parameters[index]
        let momentum = value(.momentum)
        // A lane without decay keeps its gradient as it is, also the sign of a zero.
        let decay = value(.weightDecay)
        let gradient = gradient.adding(decay, times: parameter)
            .chosen(where: decay.isGreater(than: Vector()), else: gradient)
        // Of a gradient that is not dampened the share is 1.
        let velocity = (gradient * value(.gradientShare))
            .adding(momentum, times: velocities[index])
        velocities[index] = velocity
        let direction = gradient.adding(momentum, times: velocity)
            .chosen(where: value(.nesterov).isGreater(than: Vector()), else: velocity)
        parameters[index] = parameter.adding(value(.negativeLearningRate), times: direction)
    }
}

/// Which form of the SGD rule a pack needs.
@usableFromInline
package enum UpdateRule: Sendable, Hashable {
    /// v ← μ·v + g, then p ← p − η·v is all there is.
    case plain

    /// Some run has dampening, Nesterov's method or weight decay.
    ///
    /// The runs that do not have them get the same bits as by the plain form.
    case whole

    /// Finds the form that the runs need.
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
    /// The form of the optimizer's rule.
    @usableFromInline
    package let update: UpdateRule

    /// Whether some run smooths its labels; the others get the bits of plain ones.
    @usableFromInline
    package let smoothsLabels: Bool

    /// Finds what `runs` need.
    package init(runs: [RunConfiguration]) {
        update = UpdateRule(runs: runs)
        smoothsLabels = runs.contains { $0.setting.labelSmoothing > 0 }
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

extension RunConfiguration {
    /// 1 − τ, the share of the gradient that enters the velocity in a step.
    ///
    /// The first step takes the whole gradient, and without momentum PyTorch keeps no velocity, so
    /// nothing is dampened.
    ///
    /// - Parameter isFirstStep: Whether it is the run's first step.
    /// - Returns: The share.
    func gradientShare(isFirstStep: Bool) -> Float {
        isFirstStep || setting.momentum == 0 ? 1 : Float(1 - setting.dampening)
    }
}
