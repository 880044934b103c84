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
