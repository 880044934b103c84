internal import Glibc

/// The standard normal distribution.
package enum NormalDistribution {
    /// P(Z ≥ z) = erfc(z/√2)/2.
    package static func upperTail(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

    /// P(Z ≤ z).
    package static func cumulative(_ z: Double) -> Double { upperTail(-z) }
}
