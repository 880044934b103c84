/// The χ² distribution: how far a standard deviation from n units may be from the true one.
package struct ChiSquaredDistribution: Sendable {
    /// ν, at least 1.
    package let degreesOfFreedom: Int

    /// Takes ν.
    package init(degreesOfFreedom: Int) {
        precondition(degreesOfFreedom >= 1, "\(degreesOfFreedom) degrees of freedom")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// P(X ≤ x) = P(ν/2, x/2).
    package func cumulative(_ x: Double) -> Double { shares(x).lower }

    /// x with P(X ≤ x) = `probability`, by bisection.
    ///
    /// - Precondition: `probability` lies between 0 and 1.
    package func quantile(_ probability: Double) -> Double {
        precondition(probability > 0 && probability < 1, "no quantile of \(probability)")
        // The smaller share has the relative precision.
        func isBelow(_ x: Double) -> Bool {
            let shares = shares(x)
            return probability < 0.5
                ? shares.lower < probability : shares.upper > 1 - probability
        }
        var (low, high) = (0.0, 1.0)
        while isBelow(high) { (low, high) = (high, 2 * high) }
        return Bisection.boundary(low, high, isBelow: isBelow)
    }

    /// The 95 % interval of the true standard deviation.
    ///
    /// - Parameter deviation: s of ν + 1 normal units.
    /// - Returns: s·√(ν/χ²) for the quantiles 0.975 and 0.025.
    package func deviationInterval(_ deviation: Double) -> ClosedRange<Double> {
        let degrees = Double(degreesOfFreedom)
        let low = deviation * (degrees / quantile(0.975)).squareRoot()
        let high = deviation * (degrees / quantile(0.025)).squareRoot()
        return low...high
    }

    private func shares(_ x: Double) -> (lower: Double, upper: Double) {
        GammaFunction.regularized(a: Double(degreesOfFreedom) / 2, x: x / 2)
    }
}

/// Halves an interval until it is as small as doubles allow.
enum Bisection {
    /// The number where `isBelow` turns from true to false.
    ///
    /// - Parameters:
    ///   - low: A number that is below.
    ///   - high: One that is not.
    ///   - isBelow: True up to the boundary and false from there on.
    /// - Returns: The boundary, to the last bit that `isBelow` can tell apart.
    static func boundary(
        _ low: Double,
        _ high: Double,
        isBelow: (Double) -> Bool
    ) -> Double {
        var (low, high) = (low, high)
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle == low || middle == high { break }
            if isBelow(middle) { low = middle } else { high = middle }
        }
        return high
    }
}
