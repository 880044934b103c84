/// The generator MT19937 with the seeding that both NumPy and PyTorch use.
///
/// s[0] = seed, s[k] = 1812433253·(s[k−1] ⊕ (s[k−1] ≫ 30)) + k modulo 2³². Equal seeds therefore
/// give the same 32-bit outputs as `numpy.random.RandomState(seed)` and `torch.manual_seed(seed)`.
///
/// - Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1), 1998, and the authors'
///   `mt19937ar.c` of 2002 for the seeding.
public struct MersenneTwister: Sendable {
    private var state: [UInt32]

    /// The index of the word of ``state`` that the next output comes from.
    private var position = MersenneTwister.stateCount

    /// Seeds the generator.
    ///
    /// - Parameter seed: Only the low 32 bits count, as in PyTorch.
    public init(seed: UInt64) {
        state = [UInt32(truncatingIfNeeded: seed)]
        state.reserveCapacity(Self.stateCount)
        for index in 1..<Self.stateCount {
            state.append(Self.seedWord(index, after: state[index - 1]))
        }
    }

    /// The next output, uniform over all 32-bit words.
    public mutating func next() -> UInt32 {
        if position == Self.stateCount { twist() }
        defer { position += 1 }
        return Self.output(of: state[position])
    }

    /// The next two outputs as one 64-bit word, the first one high, as in PyTorch.
    public mutating func next64() -> UInt64 {
        let high = next()
        return UInt64(high) << 32 | UInt64(next())
    }

    /// Moves on as if `count` outputs had been drawn.
    ///
    /// - Parameter count: The number of outputs, at least 0.
    /// - Complexity: O(`count`), without the tempering of the outputs.
    public mutating func skip(_ count: Int) {
        precondition(count >= 0, "a generator only moves forward, not by \(count)")
        var remaining = count
        while remaining > Self.stateCount - position {
            remaining -= Self.stateCount - position
            twist()
        }
        position += remaining
    }

    /// Replaces the state by the next block of words.
    private mutating func twist() {
        state.withUnsafeMutableBufferPointer { state in
            guard let words = state.baseAddress else { return }
            Self.twist(words)
        }
        position = 0
    }
}

/// The steps of the generator on a state in memory, for code that draws from several at once.
///
/// They are inlined, so they are compiled for the instruction set of their caller.
extension MersenneTwister {
    /// n, the number of words of the state, each of which gives one output of a block.
    @inlinable package static var stateCount: Int { 624 }

    /// m, the distance of the word that is mixed into each new one.
    @inlinable
    @inline(__always)
    static var middle: Int { 397 }

    /// s[k] of a state that a seed makes, from s[k − 1].
    ///
    /// - Parameters:
    ///   - index: k, at least 1.
    ///   - last: s[k − 1].
    /// - Returns: s[k].
    @inlinable
    @inline(__always)
    package static func seedWord(_ index: Int, after last: UInt32) -> UInt32 {
        1_812_433_253 &* (last ^ (last &>> 30)) &+ UInt32(truncatingIfNeeded: index)
    }

    /// Replaces a state by the next block of words.
    ///
    /// - Parameter state: ``stateCount`` words.
    @inlinable
    @inline(__always)
    package static func twist(_ state: UnsafeMutablePointer<UInt32>) {
        let (count, middle) = (stateCount, middle)
        // Three loops without a remainder and without checks, which the compiler makes vectors of.
        for index in 0..<count - middle {
            state[index] = state[index + middle] ^ twisted(state[index], state[index + 1])
        }
        for index in count - middle..<count - 1 {
            let other = state[index + middle - count]
            state[index] = other ^ twisted(state[index], state[index + 1])
        }
        state[count - 1] = state[middle - 1] ^ twisted(state[count - 1], state[0])
    }

    /// The first bit of `word` and the others of `next`, times the twist's matrix.
    @inlinable
    @inline(__always)
    static func twisted(_ word: UInt32, _ next: UInt32) -> UInt32 {
        let mixed = (word & 0x8000_0000) | (next & 0x7FFF_FFFF)
        return (mixed &>> 1) ^ ((0 &- (mixed & 1)) & 0x9908_B0DF)
    }

    /// The output that a word of the state gives.
    ///
    /// - Parameter word: A word of a state that has been twisted.
    /// - Returns: The tempered word.
    @inlinable
    @inline(__always)
    package static func output(of word: UInt32) -> UInt32 {
        var word = word
        word ^= word &>> 11
        word ^= (word &<< 7) & 0x9D2C_5680
        word ^= (word &<< 15) & 0xEFC6_0000
        return word ^ (word &>> 18)
    }
}

extension MersenneTwister {
    /// A Float as PyTorch's `tensor.uniform_(lower, upper)` draws it, from one output.
    ///
    /// Float(u·(b − a) + a), where u = (output mod 2²⁴)/2²⁴. The bounds a and b and their distance
    /// are rounded to Float, but product and sum are in Double: Float arithmetic gets about half of
    /// the numbers wrong by one unit in the last place.
    ///
    /// - Parameters:
    ///   - lower: a, finite.
    ///   - upper: b, finite, at least a.
    /// - Returns: A number in a…b.
    public mutating func uniform(from lower: Double, to upper: Double) -> Float {
        let distance = Double(Float(upper) - Float(lower))
        let unit = Double(next() & 0xFF_FFFF) * 0x1p-24
        return Float(unit * distance + Double(Float(lower)))
    }

    /// A random order of `0..<count` as PyTorch's `randperm(count)` draws it.
    ///
    /// For each i in 0..<count − 1, element i changes places with element i + (output mod
    /// (count − i)): a Fisher–Yates shuffle from the front, one output a step.
    ///
    /// - Parameter count: The number of elements, in 0…2³² − 1.
    /// - Returns: Each number of `0..<count` once.
    public mutating func permutation(count: Int) -> [Int] {
        precondition((0...0xFFFF_FFFF).contains(count), "a permutation has no \(count) elements")
        return Array(unsafeUninitializedCapacity: count) { order, initializedCount in
            for index in 0..<count { order.initializeElement(at: index, to: index) }
            initializedCount = count
            for index in 0..<max(count - 1, 0) {
                // In 32 bits, since a division of 64 takes twice as long.
                let rest = UInt32(truncatingIfNeeded: count &- index)
                order.swapAt(index, index &+ Int(next() % rest))
            }
        }
    }

    /// The order in which PyTorch's `DataLoader` visits the samples in the next epoch.
    ///
    /// Each epoch draws a 64-bit base seed (for worker processes; unused here). A shuffled one
    /// draws another, whose low 32 bits seed the generator that makes the permutation.
    ///
    /// - Parameters:
    ///   - sampleCount: The number of samples of the dataset.
    ///   - shuffle: Whether the order is random or 0, 1, 2 …
    /// - Returns: The index of each sample once. Consumes two outputs, or four with `shuffle`.
    /// - Source: PyTorch, `torch.utils.data.RandomSampler` and `_BaseDataLoaderIter`.
    public mutating func epochOrder(sampleCount: Int, shuffle: Bool) -> [Int] {
        guard shuffle else {
            skip(2)
            return Array(0..<sampleCount)
        }
        var generator = MersenneTwister(seed: shuffleSeed())
        return generator.permutation(count: sampleCount)
    }

    /// Draws what seeds the generator of the next epoch's permutation: ``epochOrder`` without it.
    ///
    /// - Returns: The seed, of which the low 32 bits count. Consumes four outputs.
    public mutating func shuffleSeed() -> UInt64 {
        skip(2)
        return next64()
    }
}
