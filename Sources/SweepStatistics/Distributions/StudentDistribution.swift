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
        return quantile(upperTail: 1 - probability)
    }

    /// t with P(T ≥ t) = `tail`, which may be so small that 1 − `tail` would be 1.
    ///
    /// - Precondition: `tail` lies between 0 and 1/2.
    package func quantile(upperTail tail: Double) -> Double {
        precondition(tail > 0 && tail <= 0.5, "no quantile of the upper tail \(tail)")
        if tail == 0.5 { return 0 }
        var (low, high) = (0.0, 1.0)
        while upperTail(high) > tail { (low, high) = (high, 2 * high) }
        return Bisection.boundary(low, high) { upperTail($0) > tail }
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

/// The t quantiles and detectable effects of a report, each computed once.
package struct StudentQuantiles: Sendable {
    /// A tail and a number of degrees of freedom or pairs.
    private struct Key: Hashable {
        let tail: Double
        let count: Int
    }

    private var known: [Key: Double] = [:]
    private var effects: [Key: Double] = [:]

    /// Starts with none known.
    package init() {}

    /// t with P(T ≥ t) = `tail`.
    ///
    /// - Precondition: `tail` lies between 0 and 1/2, and there is a degree of freedom.
    package mutating func upper(tail: Double, degreesOfFreedom: Int) -> Double {
        let key = Key(tail: tail, count: degreesOfFreedom)
        if let value = known[key] { return value }
        let value = StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
            .quantile(upperTail: tail)
        known[key] = value
        return value
    }

    /// t with P(|T| ≤ t) = 0.95.
    package mutating func central95(degreesOfFreedom: Int) -> Double {
        upper(tail: 0.025, degreesOfFreedom: degreesOfFreedom)
    }

    /// The effect that a paired t test at `level` finds with 80 % probability.
    package mutating func detectableEffect(pairs: Int, level: Double = 0.05) -> Double {
        let key = Key(tail: level, count: pairs)
        if let value = effects[key] { return value }
        let value = PairedTestPower.detectableEffect(pairs: pairs, level: level)
        effects[key] = value
        return value
    }
}
