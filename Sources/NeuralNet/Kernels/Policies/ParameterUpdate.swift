/// The steps of a group's parameters, each lane with settings of its own.
///
/// The product that ends in a step exists once for every tile, with ``PlainMomentum`` inside. Any
/// other rule is called for a vector: it exists once for every vector.
@usableFromInline
package struct ParameterUpdate<Vector: LaneVector, Target: InstructionSet> {
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
        spreadStep(index, 1, along: LaneSingle(repeating: gradient))
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
            gradients.forEach { separateStep(index + $0 * stride, along: $1) }
            return
        }
        PlainMomentum.step(self, index, stride, along: gradients)
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

    /// The step by another rule than the fused one; apart, to keep that one short.
    @inlinable
    @inline(never)
    func separateStep(_ index: Int, along gradient: Vector) {
        let gradient = LaneSingle(repeating: gradient)
        switch rule {
        case .plain: PlainMomentum.step(self, index, 1, along: gradient)
        case .whole: WholeMomentum.step(self, index, 1, along: gradient)
        }
    }
}
