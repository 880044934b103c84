internal import TrainingModel

/// The factors of some hidden units in a step: 0 where a unit is left out, else 1/(1 − p).
///
/// They are those of ``DropoutMask/factor(sample:unit:units:dropout:)``, rounded once. A
/// ``HiddenPass`` multiplies outputs and slopes by them. A lane without dropout has factors of 1,
/// which change no bit; what is not a number stays so.
///
/// The lanes' numbers are vectors: first ``limit``, then ``scale``, then for each hidden layer both
/// words of its key; from the first one the unit's distance is subtracted where lanes are units.
@usableFromInline
struct DropoutFactors<Vector: LaneVector, Target: InstructionSet> {
    /// Where the factors go.
    @usableFromInline let factors: UnsafeMutablePointer<Vector>
    /// The lanes' numbers.
    @usableFromInline let masks: UnsafePointer<Vector>
    /// The hidden layers before this one.
    @usableFromInline let layer: Int
    /// s·U + u of the first unit in the first lane.
    @usableFromInline let first: Int
    /// By how much this grows from one vector to the next: the units of a vector.
    @usableFromInline let step: Int
    /// The vectors.
    @usableFromInline let vectors: Int

    @inlinable
    @inline(__always)
    init(
        factors: UnsafeMutablePointer<Vector>,
        masks: UnsafePointer<Vector>,
        layer: Int,
        first: Int,
        step: Int = 1,
        vectors: Int
    ) {
        self.factors = factors
        self.masks = masks
        self.layer = layer
        self.first = first
        self.step = step
        self.vectors = vectors
    }

    /// Below which numbers units are kept.
    @inlinable
    @inline(__always)
    var limit: Vector { masks[0] }

    /// 1/(1 − p).
    @inlinable
    @inline(__always)
    var scale: Vector { masks[1] }

    /// Draws all factors.
    @inlinable
    @inline(never)
    func draw() {
        var index = 0
        if Target.hasWideRows {
            while vectors - index >= 4 {
                draw(LaneQuad<Vector>.self, at: index)
                index += 4
            }
        }
        while vectors - index >= 2 {
            draw(LanePair<Vector>.self, at: index)
            index += 2
        }
        if vectors > index { draw(LaneSingle<Vector>.self, at: index) }
    }

    /// Draws the factors of as many vectors from `index` on as `Row` has.
    @inlinable
    @inline(__always)
    func draw<Row: LaneVectorRow>(_ row: Row.Type, at index: Int) where Row.Vector == Vector {
        let counters = Row { vector in
            let counter = first + (index + vector) * step
            return Vector(repeating: Float(bitPattern: UInt32(truncatingIfNeeded: counter)))
        }
        let firstKey = Row(repeating: masks[2 + 2 * layer])
        let secondKey = Row(repeating: masks[3 + 2 * layer])
        let numbers = firstKey.bits(minus: counters).dropoutNumber(secondKey)
        Row(repeating: scale)
            .chosen(where: Row(repeating: limit).isGreater(than: numbers), else: Row())
            .store(to: factors + index, stride: 1)
    }
}

extension TrainingConfiguration {
    /// The vectors of the lanes' numbers for ``DropoutFactors``.
    var dropoutVectors: Int { 2 * (shape.layers.count - 1) }
}

extension RunConfiguration {
    /// Hands the numbers of a lane for ``DropoutFactors`` to `body`, with the index of each vector.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - layers: The hidden layers.
    ///   - body: What takes them; words of keys are the bits of a Float. The last argument is by
    ///     how much the bits fall from unit to unit.
    func forEachDropoutNumber(
        at step: TrainingStep,
        layers: Int,
        _ body: (_ index: Int, _ number: Float, _ fall: UInt32) -> Void
    ) {
        body(0, DropoutMask.limit(setting.dropout), 0)
        body(1, Float(1 / (1 - setting.dropout)), 0)
        for layer in 0..<layers {
            let mask = DropoutMask(
                seed: seed,
                epoch: step.epoch,
                batch: step.batch,
                layer: layer
            )
            body(2 + 2 * layer, Float(bitPattern: mask.firstKey), 1)
            body(3 + 2 * layer, Float(bitPattern: mask.secondKey), 0)
        }
    }
}
