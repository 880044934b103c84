/// The generator MT19937 with the seeding that both NumPy and PyTorch use.
///
/// s[0] = seed, s[k] = 1812433253·(s[k−1] ⊕ (s[k−1] ≫ 30)) + k modulo 2³². Equal seeds therefore
/// give the same 32-bit outputs as `numpy.random.RandomState(seed)` and `torch.manual_seed(seed)`.
///
/// - Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1), 1998, and the authors'
///   `mt19937ar.c` of 2002 for the seeding.
public struct MersenneTwister: Sendable {
    /// n, the number of words of the state, each of which gives one output of a block.
    private static let stateCount = 624

    /// m, the distance of the word that is mixed into each new one.
    private static let middle = 397

    private var state: [UInt32]

    /// The index of the word of ``state`` that the next output comes from.
    private var position = MersenneTwister.stateCount

    /// Seeds the generator.
    ///
    /// - Parameter seed: Only the low 32 bits count, as in PyTorch.
    public init(seed: UInt64) {
        state = [UInt32(truncatingIfNeeded: seed)]
        state.reserveCapacity(Self.stateCount)
        for index in 1..<UInt32(Self.stateCount) {
            let last = state[state.count - 1]
            state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ index)
        }
    }

    /// The next output, uniform over all 32-bit words.
    public mutating func next() -> UInt32 {
        if position == Self.stateCount { twist() }
        var word = state[position]
        position += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9D2C_5680
        word ^= (word << 15) & 0xEFC6_0000
        return word ^ (word >> 18)
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
        for index in 0..<Self.stateCount {
            let next = state[(index + 1) % Self.stateCount]
            let mixed = (state[index] & 0x8000_0000) | (next & 0x7FFF_FFFF)
            let twisted = (mixed >> 1) ^ (mixed & 1 == 0 ? 0 : 0x9908_B0DF)
            state[index] = state[(index + Self.middle) % Self.stateCount] ^ twisted
        }
        position = 0
    }
}
