/// The steps of a group's parameters, each lane with settings of its own.
///
/// The product that ends in a step exists once for every tile, with ``PlainMomentum`` inside. Any
/// other rule is called for a row of vectors: it exists once for every row.
@usableFromInline
package struct ParameterUpdate<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let parameters: UnsafeMutablePointer<Vector>
    /// What the rule keeps first of each parameter, of ``StoredGradient`` the gradient.
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

    /// The means of the gradients' squares, which lie behind the velocities as these do behind the
    /// parameters: the fused rule has no need of a pointer to them.
    @inlinable
    @inline(__always)
    var squares: UnsafeMutablePointer<Vector> { velocities + (velocities - parameters) }

    /// The lanes' values of one setting.
    @inlinable
    @inline(__always)
    func value(_ setting: RunLaneSetting) -> Vector { settings[setting.rawValue] }

    /// Moves parameter `index` by one step along `gradient`.
    @inlinable
    @inline(__always)
    func step(_ index: Int, along gradient: Vector) {
        spreadStep(index, 1, along: LaneSingle(repeating: gradient))
    }

    /// Moves parameter `index` by one step of the fused rule.
    @inlinable
    @inline(__always)
    func plainStep(_ index: Int, along gradient: Vector) {
        PlainMomentum.step(self, index, 1, along: LaneSingle(repeating: gradient))
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
            separateStep(index, stride, along: gradients)
            return
        }
        PlainMomentum.step(self, index, stride, along: gradients)
    }

    /// The step by another rule than the fused one; apart, to keep that one short.
    @inlinable
    @inline(never)
    func separateStep<Row: LaneVectorRow>(_ index: Int, _ stride: Int, along gradients: Row)
    where Row.Vector == Vector {
        switch rule {
        case .plain: PlainMomentum.step(self, index, stride, along: gradients)
        case .whole: WholeMomentum.step(self, index, stride, along: gradients)
        case .adam: Adam.step(self, index, stride, along: gradients)
        case .adamw: AdamW.step(self, index, stride, along: gradients)
        case .rmsprop: RMSprop.step(self, index, stride, along: gradients)
        case .stored: StoredGradient.store(self, index, stride, gradients)
        }
    }
}

extension ParameterUpdate {
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

    /// The gradients with the derivative of the penalty, λ·p.
    @inlinable
    @inline(__always)
    func decayed<Row: LaneVectorRow>(_ gradients: Row, _ parameters: Row) -> Row
    where Row.Vector == Vector {
        // A lane without decay keeps its gradient as it is, also the sign of a zero.
        let decay = Row(repeating: value(.weightDecay))
        return gradients.adding(decay, times: parameters)
            .chosen(where: decay.isGreater(than: Row()), else: gradients)
    }

    /// v ← β₂·v + (1 − β₂)·g², the mean square of the gradients.
    @inlinable
    @inline(__always)
    func meanSquare<Row: LaneVectorRow>(of gradients: Row, _ index: Int, _ stride: Int) -> Row
    where Row.Vector == Vector {
        let last: Row = row(squares, index, stride)
        let share = Row(repeating: value(.squareShare))
        let square = (last * Row(repeating: value(.squareDecay)))
            .adding(share * gradients, times: gradients)
        square.store(to: squares + index, stride: stride)
        return square
    }

    /// Moves all parameters along the gradients that ``StoredGradient`` has kept, each lane's times
    /// its scale.
    ///
    /// - Parameters:
    ///   - gradients: The gradients.
    ///   - count: The vectors of the parameters.
    @inlinable
    @inline(never)
    func stepAll(along gradients: UnsafeMutablePointer<Vector>, count: Int) {
        let scale = value(.gradientScale)
        var index = 0
        while count - index >= 4 {
            let row: LaneQuad<Vector> = row(gradients, index, 1)
            step(index, along: row * LaneQuad(repeating: scale))
            index += 4
        }
        while index < count {
            step(index, along: gradients[index] * scale)
            index += 1
        }
    }
}
