internal import Glibc

/// The distribution of t when the true mean is not 0: what the power of a test comes from.
package struct NoncentralStudentDistribution {
    /// ν, above 0.
    package let degreesOfFreedom: Double

    /// δ: the true mean in standard errors, at most 37 in size, where exp(−δ²/2) still is a number.
    package let noncentrality: Double

    /// Takes ν and δ.
    package init(degreesOfFreedom: Double, noncentrality: Double) {
        self.degreesOfFreedom = degreesOfFreedom
        self.noncentrality = noncentrality
    }

    /// P(T ≤ t).
    ///
    /// For t ≥ 0 and x = t²/(ν + t²): Φ(−δ) + ½·Σⱼ (pⱼ·Iₓ(j + ½, ν/2) + qⱼ·Iₓ(j + 1, ν/2)), where
    /// pⱼ = e^(−δ²/2)·(δ²/2)ʲ/j! and qⱼ = δ·e^(−δ²/2)·(δ²/2)ʲ/(√2·Γ(j + 3/2)).
    ///
    /// - Source: Lenth, algorithm AS 243, Applied Statistics 38 (1), 1989.
    package func cumulative(_ t: Double) -> Double {
        if t < 0 {
            let mirrored = NoncentralStudentDistribution(
                degreesOfFreedom: degreesOfFreedom,
                noncentrality: -noncentrality
            )
            return 1 - mirrored.cumulative(-t)
        }
        let x = t * t / (degreesOfFreedom + t * t)
        let complement = degreesOfFreedom / (degreesOfFreedom + t * t)
        let half = noncentrality * noncentrality / 2
        var even = exp(-half)
        var odd = noncentrality * exp(-half) / (2.0.squareRoot() * tgamma(1.5))
        var sum = 0.0
        for index in 0..<2_000 {
            let j = Double(index)
            let shape = degreesOfFreedom / 2
            let first = BetaFunction.regularized(x, complement: complement, a: j + 0.5, b: shape)
            let second = BetaFunction.regularized(x, complement: complement, a: j + 1, b: shape)
            let term = even * first + odd * second
            sum += term
            if j > half, abs(term) < 1e-17 { break }
            even *= half / (j + 1)
            odd *= half / (j + 1.5)
        }
        return min(1, max(0, NormalDistribution.cumulative(-noncentrality) + sum / 2))
    }
}

/// The standard normal distribution.
package enum NormalDistribution {
    /// P(Z ≥ z) = erfc(z/√2)/2.
    package static func upperTail(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

    /// P(Z ≤ z).
    package static func cumulative(_ z: Double) -> Double { upperTail(-z) }
}
