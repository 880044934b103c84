import TrainingModel

/// Numbers that are nearly normal with mean 0 and deviation 1, from a seed.
struct SplitMix64Normal {
    private var generator: SplitMix64

    /// Starts the sequence of `seed`.
    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// The sum of twelve uniform numbers, minus 6.
    mutating func next() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + generator.nextFraction() }
    }

    /// A whole number in 0..<`count`.
    mutating func index(below count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
}
