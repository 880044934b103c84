public import TrainingModel

/// The permutations of ``MersenneTwister/permutation(count:)`` for several seeds at once.
///
/// The obvious way waits three times: each word of a seeded state for the one before, each
/// remainder for a division, each exchange for both. Here four states are seeded side by side, the
/// remainders of a block of outputs are computed in vectors, and the exchanges come last.
@usableFromInline
package enum OrderKernel<Target: InstructionSet> {
    /// Draws the orders of up to ``OrderMemory/seedsAtOnce`` runs.
    ///
    /// - Parameters:
    ///   - memory: Where the orders go.
    ///   - seeds: The seed of each run; the low 32 bits of what PyTorch draws for an epoch.
    ///   - lanes: The lane of each run.
    ///   - runCount: The runs. `seeds` has ``OrderMemory/seedsAtOnce`` numbers all the same.
    @inlinable
    package static func draw(
        _ memory: OrderMemory,
        _ seeds: UnsafePointer<UInt32>,
        _ lanes: UnsafePointer<Int>,
        _ runCount: Int
    ) {
        seed(memory.words, seeds)
        for run in 0..<runCount {
            let order = memory.orders + lanes[run] * memory.count
            for index in 0..<memory.count { order[index] = UInt32(truncatingIfNeeded: index) }
            shuffle(order, memory, memory.words + run * MersenneTwister.stateCount)
        }
    }

    /// Makes four states, one after the other in memory.
    @inlinable
    static func seed(_ words: UnsafeMutablePointer<UInt32>, _ seeds: UnsafePointer<UInt32>) {
        let count = MersenneTwister.stateCount
        var (first, second, third, fourth) = (seeds[0], seeds[1], seeds[2], seeds[3])
        for index in 0..<count {
            if index > 0 {
                first = MersenneTwister.seedWord(index, after: first)
                second = MersenneTwister.seedWord(index, after: second)
                third = MersenneTwister.seedWord(index, after: third)
                fourth = MersenneTwister.seedWord(index, after: fourth)
            }
            words[index] = first
            words[index + count] = second
            words[index + 2 * count] = third
            words[index + 3 * count] = fourth
        }
    }

    /// A Fisher–Yates shuffle from the front, one output a step.
    @inlinable
    static func shuffle(
        _ order: UnsafeMutablePointer<UInt32>,
        _ memory: OrderMemory,
        _ state: UnsafeMutablePointer<UInt32>
    ) {
        let distances = memory.words + OrderMemory.seedsAtOnce * MersenneTwister.stateCount
        var start = 0
        while start < memory.count - 1 {
            MersenneTwister.twist(state)
            let steps = min(MersenneTwister.stateCount, memory.count - 1 - start)
            let rest = UInt32(truncatingIfNeeded: memory.count - start)
            remainders(state, memory.reciprocals + start, rest, distances, steps)
            for step in 0..<steps {
                let index = start + step
                let other = index + Int(distances[step])
                let moved = order[other]
                order[other] = order[index]
                order[index] = moved
            }
            start += steps
        }
    }

    /// The outputs of a state, each modulo the elements that are left: r mod m for the output r.
    ///
    /// - Parameters:
    ///   - state: The words, freshly twisted.
    ///   - reciprocals: 1/m of each step.
    ///   - rest: m of the first step; it falls by one with each.
    ///   - distances: The remainders, which are set.
    ///   - steps: The outputs to use.
    @inlinable
    static func remainders(
        _ state: UnsafePointer<UInt32>,
        _ reciprocals: UnsafePointer<Double>,
        _ rest: UInt32,
        _ distances: UnsafeMutablePointer<UInt32>,
        _ steps: Int
    ) {
        // Two loops: the first has twice as many numbers in a vector.
        for step in 0..<steps { distances[step] = MersenneTwister.output(of: state[step]) }
        for step in 0..<steps {
            let output = distances[step]
            let quotient = quotient(output, reciprocals[step])
            distances[step] = output &- quotient &* (rest &- UInt32(truncatingIfNeeded: step))
        }
    }

    /// ⌊r/m⌋ from the output r and the rounded 1/m, for m of at least 2.
    ///
    /// It is ⌊(r + ½)/m⌋, whose real value is at least ½/m from a whole number; the product in
    /// Double is less than 2⁻²⁰/m off. It fits 31 bits, for which processors have a conversion.
    ///
    /// - Parameters:
    ///   - output: r.
    ///   - reciprocal: 1/m.
    /// - Returns: The quotient.
    @inlinable
    @inline(__always)
    package static func quotient(_ output: UInt32, _ reciprocal: Double) -> UInt32 {
        UInt32(truncatingIfNeeded: Int32((Double(output) + 0.5) * reciprocal))
    }
}

/// Where the orders of a pack's samples lie, and the memory that drawing them takes.
@usableFromInline
package struct OrderMemory {
    /// The orders that are drawn side by side.
    @inlinable package static var seedsAtOnce: Int { 4 }

    /// The 32-bit words of ``words``: a state for each of those orders, and a block of distances.
    package static var wordCount: Int { (seedsAtOnce + 1) * MersenneTwister.stateCount }

    /// The samples of each order, at least 1.
    @usableFromInline
    package let count: Int

    /// The orders, shape [lanes, ``count``].
    @usableFromInline
    package let orders: UnsafeMutablePointer<UInt32>

    /// 1/(``count`` − i) for each step i.
    @usableFromInline
    package let reciprocals: UnsafePointer<Double>

    /// ``wordCount`` words.
    @usableFromInline
    package let words: UnsafeMutablePointer<UInt32>

    /// Names the parts.
    package init(
        count: Int,
        orders: UnsafeMutablePointer<UInt32>,
        reciprocals: UnsafePointer<Double>,
        words: UnsafeMutablePointer<UInt32>
    ) {
        self.count = count
        self.orders = orders
        self.reciprocals = reciprocals
        self.words = words
    }
}

/// The entry point of ``OrderKernel`` for one instruction set.
@usableFromInline
package struct OrderKernels: Sendable {
    /// ``OrderKernel/draw(_:_:_:_:)``.
    @usableFromInline
    package let draw:
        @Sendable (OrderMemory, UnsafePointer<UInt32>, UnsafePointer<Int>, Int) -> Void

    /// Compiles the kernel where this call is compiled.
    ///
    /// - Parameter target: The tag of the calling module's instruction set.
    @inlinable
    @inline(__always)
    package init<Target: InstructionSet>(_ target: Target.Type) {
        draw = { OrderKernel<Target>.draw($0, $1, $2, $3) }
    }
}
