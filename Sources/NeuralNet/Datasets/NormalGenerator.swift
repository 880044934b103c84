internal import Glibc  // For log: NumPy calls the C library's too, so the bits are equal.
package import TrainingModel

/// Standard normal numbers as NumPy's `RandomState(seed).randn` draws them, bit for bit.
///
/// Marsaglia's polar form of Box–Muller: with x₁ and x₂ uniform in −1…1, r² = x₁² + x₂² in 0…1 and
/// f = √(−2·ln r²/r²), both f·x₂ and f·x₁ are normal. The second waits for the next call.
///
/// - Source: Marsaglia and Bray, SIAM Review 6 (3), 1964; NumPy, `legacy_gauss`.
public struct NormalGenerator: Sendable {
    private var generator: MersenneTwister
    private var waiting: Double?

    /// Starts as `numpy.random.RandomState(seed)` does.
    ///
    /// - Parameter seed: Any seed that NumPy allows.
    public init(seed: UInt32) {
        generator = MersenneTwister(seed: UInt64(seed))
    }

    /// The next number, with mean 0 and standard deviation 1.
    public mutating func next() -> Double {
        if let number = waiting.take() { return number }
        while true {
            let x1 = 2 * generator.uniformDouble() - 1
            let x2 = 2 * generator.uniformDouble() - 1
            let squaredRadius = x1 * x1 + x2 * x2
            guard squaredRadius < 1, squaredRadius != 0 else { continue }
            let factor = (-2 * log(squaredRadius) / squaredRadius).squareRoot()
            waiting = factor * x1
            return factor * x2
        }
    }
}

extension MersenneTwister {
    /// A Double of 53 random bits in 0..<1 as NumPy makes it from two outputs.
    ///
    /// (⌊a/2⁵⌋·2²⁶ + ⌊b/2⁶⌋)/2⁵³.
    ///
    /// - Source: `genrand_res53` of Matsumoto and Nishimura's `mt19937ar.c`.
    package mutating func uniformDouble() -> Double {
        let high = next() >> 5
        let low = next() >> 6
        return (Double(high) * 0x1p26 + Double(low)) / 0x1p53
    }
}
