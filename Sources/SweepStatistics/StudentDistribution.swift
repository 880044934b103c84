internal import Glibc

/// Student's t distribution with ν degrees of freedom.
package struct StudentDistribution {
    /// ν, above 0; may be infinite, which is the normal distribution.
    package let degreesOfFreedom: Double

    /// Takes ν.
    package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

    /// P(T ≤ t).
    ///
    /// With x = ν/(ν + t²) the tail beyond |t| is Iₓ(ν/2, 1/2)/2.
    ///
    /// - Source: Abramowitz and Stegun, 26.7.1 and 26.5.27.
    package func cumulative(_ t: Double) -> Double {
        t < 0 ? upperTail(-t) : 1 - upperTail(t)
    }

    /// P(|T| ≥ |t|).
    package func twoSided(_ t: Double) -> Double { 2 * upperTail(abs(t)) }

    /// t with P(T ≤ t) = `probability`.
    ///
    /// Bisection of the tail, to the last bit that the tail can tell apart.
    ///
    /// - Precondition: `probability` lies in 0..<1, above 0.
    package func quantile(_ probability: Double) -> Double {
        precondition(probability > 0 && probability < 1, "no quantile of \(probability)")
        if probability < 0.5 { return -quantile(1 - probability) }
        if probability == 0.5 { return 0 }
        let tail = 1 - probability
        var low = 0.0
        var high = 1.0
        while upperTail(high) > tail { high *= 2 }
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle == low || middle == high { break }
            if upperTail(middle) > tail { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// P(T ≥ t) for t ≥ 0.
    private func upperTail(_ t: Double) -> Double {
        guard degreesOfFreedom.isFinite else { return NormalDistribution.upperTail(t) }
        let square = t * t
        let x = degreesOfFreedom / (degreesOfFreedom + square)
        let complement = square / (degreesOfFreedom + square)
        return BetaFunction.regularized(x, complement: complement, a: degreesOfFreedom / 2, b: 0.5)
            / 2
    }
}

/// The t quantiles of 95 % intervals, computed once for each number of degrees of freedom.
package struct StudentQuantiles {
    private var known: [Int: Double] = [:]
    private var effects: [Int: Double] = [:]

    /// Starts with none known.
    package init() {}

    /// t with P(|T| ≤ t) = 0.95, rounded to 12 digits.
    ///
    /// The rounding hides the last digits of the C library's logarithm, which differ between
    /// systems, from all intervals.
    package mutating func central95(degreesOfFreedom: Int) -> Double {
        if let value = known[degreesOfFreedom] { return value }
        let distribution = StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        let value = distribution.quantile(0.975).rounded(significantDigits: 12)
        known[degreesOfFreedom] = value
        return value
    }

    /// The effect that a paired t test finds with 80 % probability, rounded to 12 digits.
    package mutating func detectableEffect(pairs: Int) -> Double {
        if let value = effects[pairs] { return value }
        let value = PairedTestPower.detectableEffect(pairs: pairs).rounded(significantDigits: 12)
        effects[pairs] = value
        return value
    }
}
