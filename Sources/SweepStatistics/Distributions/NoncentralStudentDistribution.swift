internal import TrainingModel

/// The distribution of t when the true mean is not 0: what the power of a test comes from.
package struct NoncentralStudentDistribution {
    /// ν, above 0.
    package let degreesOfFreedom: Double

    /// δ: the true mean in standard errors.
    package let noncentrality: Double

    /// Takes ν and δ.
    package init(degreesOfFreedom: Double, noncentrality: Double) {
        self.degreesOfFreedom = degreesOfFreedom
        self.noncentrality = noncentrality
    }

    /// P(T ≤ t).
    ///
    /// T = (Z + δ)/√(V/ν) for a normal Z and a V that is χ² with ν degrees. So for t > 0 the
    /// probability is Φ(−δ) + ∫ φ(z)·P(V ≥ ν·((z + δ)/t)²) dz over z > −δ. The integrand
    /// is smooth but for a step of known place and width, around which the panels are narrow.
    ///
    /// - Returns: A probability, to about 10⁻¹⁴.
    /// - Source: Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions", volume 2,
    ///   2nd edition, chapter 31.
    package func cumulative(_ t: Double) -> Double {
        if t < 0 {
            let mirrored = NoncentralStudentDistribution(
                degreesOfFreedom: degreesOfFreedom,
                noncentrality: -noncentrality
            )
            return 1 - mirrored.cumulative(-t)
        }
        let below = NormalDistribution.cumulative(-noncentrality)
        if t == 0 { return below }
        let integral = Self.integral(over: panels(t)) { z in
            let ratio = (z + noncentrality) / t
            let share = GammaFunction.regularized(
                a: degreesOfFreedom / 2,
                x: degreesOfFreedom * ratio * ratio / 2
            )
            return ElementaryFunctions.exponential(-z * z / 2) * share.upper
        }
        return min(1, max(0, below + integral / (2 * Double.pi).squareRoot()))
    }

    /// The ends of the panels: even ones where the normal density is above 10⁻¹⁹, and narrow ones
    /// around z = t − δ, where the share drops from 1 to 0.
    private func panels(_ t: Double) -> [Double] {
        let (low, high) = (max(-9.2, -noncentrality), 9.2)
        guard low < high else { return [] }
        let even = (0...24).map { low + (high - low) * Double($0) / 24 }
        let width = t / (2 * degreesOfFreedom).squareRoot()
        let narrow = (-9...9).map { t - noncentrality + width * Double($0) }
        return (even + narrow.filter { $0 > low && $0 < high }).sorted()
    }

    /// Gauss and Legendre's rule with 16 points on each panel.
    private static func integral(
        over panels: [Double],
        _ function: (Double) -> Double
    ) -> Double {
        zip(panels, panels.dropFirst()).reduce(0) { sum, panel in
            let (middle, half) = ((panel.0 + panel.1) / 2, (panel.1 - panel.0) / 2)
            return sum
                + half
                * nodes.reduce(0) { part, node in
                    part + node.weight
                        * (function(middle - half * node.x) + function(middle + half * node.x))
                }
        }
    }

    /// The positive half of the points and their weights.
    private static let nodes: [(x: Double, weight: Double)] = [
        (0.09501250983763744, 0.1894506104550685),
        (0.2816035507792589, 0.18260341504492358),
        (0.45801677765722737, 0.16915651939500254),
        (0.6178762444026438, 0.14959598881657674),
        (0.755404408355003, 0.12462897125553388),
        (0.8656312023878318, 0.09515851168249279),
        (0.9445750230732326, 0.062253523938647894),
        (0.9894009349916499, 0.027152459411754096),
    ]
}
