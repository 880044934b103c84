/// The standard normal distribution.
package enum NormalDistribution {
    /// P(Z ≥ z) = Q(1/2, z²/2)/2 for z ≥ 0.
    ///
    /// - Source: NIST DLMF 7.11.2.
    package static func upperTail(_ z: Double) -> Double {
        if z.isNaN { return .nan }
        let shares = GammaFunction.regularized(a: 0.5, x: z * z / 2)
        return z < 0 ? 0.5 + shares.lower / 2 : shares.upper / 2
    }

    /// P(Z ≤ z).
    package static func cumulative(_ z: Double) -> Double { upperTail(-z) }
}
