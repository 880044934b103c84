internal import TrainingModel

/// How a feature is standardized: z = (x − mean) / deviation.
public struct FeatureScaling: Hashable, Sendable {
    /// The mean of the training part.
    public let mean: Double

    /// σ of the training part (population, not sample); 1 for a constant, which is only centred.
    public let deviation: Double

    /// Whether all numbers of the training part are equal.
    public let isConstant: Bool

    /// Describes a scaling.
    ///
    /// - Parameters:
    ///   - mean: The mean, a finite number.
    ///   - deviation: σ, finite and above 0; 1 for a constant.
    ///   - isConstant: Whether all numbers of the training part are equal.
    package init(mean: Double, deviation: Double, isConstant: Bool) {
        precondition(
            mean.isFinite && deviation.isFinite && deviation > 0,
            "nothing is scaled by the mean \(mean) and the deviation \(deviation)"
        )
        self.mean = mean
        self.deviation = deviation
        self.isConstant = isConstant
    }

    /// z, rounded once to Float; at most the largest Float, far as x may be from what is trained
    /// on.
    ///
    /// - Parameter x: A finite number.
    /// - Returns: A finite number.
    public func standardized(_ x: Double) -> Float {
        // A constant −0 becomes +0, as every other constant does.
        let z = isConstant ? x - mean + 0 : (x - mean) / deviation
        let largest = Float.greatestFiniteMagnitude
        return min(max(Float(z), -largest), largest)
    }
}

extension SampleTable {
    /// Mean and deviation of each feature in the training part; `nil` for one that is not
    /// standardized.
    ///
    /// Sums are in Double and in the order of the samples. Whether a column is constant is decided
    /// by equality, since a computed σ may be a rounding error. Before they are squared, deviations
    /// are scaled by a power of two, so that they neither under- nor overflow; it changes no bit of
    /// σ otherwise.
    ///
    /// - Parameter fold: The fold, from 0; 0 where there are none.
    /// - Returns: One for each feature.
    /// - Complexity: O(``count`` · ``width``).
    public func scalings(fold: Int) -> [FeatureScaling?] {
        guard isStandardized else { return kinds.map { _ in nil } }
        var columns = doubleScalings(over: parts.indices(of: .training, fold: fold)).makeIterator()
        return kinds.map { $0 == .double ? columns.next() : nil }
    }

    /// The scalings of the features that are Doubles.
    ///
    /// Row by row, as the numbers are in memory; each column's sums keep the order of the rows.
    func doubleScalings(over indices: [Int]) -> [FeatureScaling] {
        let width = kinds.count { $0 == .double }
        let count = Double(indices.count)
        let first = indices[0] * width
        var means = [Double](repeating: 0, count: width)
        var isConstant = [Bool](repeating: true, count: width)
        for index in indices {
            for column in 0..<width {
                let x = doubles[index * width + column]
                means[column] += x
                if x != doubles[first + column] { isConstant[column] = false }
            }
        }
        for column in 0..<width { means[column] /= count }
        var largest = [Double](repeating: 0, count: width)
        for index in indices {
            for column in 0..<width {
                let distance = abs(doubles[index * width + column] - means[column])
                if distance > largest[column] { largest[column] = distance }
            }
        }
        // Below 2⁻¹⁰⁰⁰ the factor itself would overflow; the squares are far from it even so.
        let exponents = largest.map { $0 > 0 ? max(Int($0.exponent), -1_000) : 0 }
        let factors = exponents.map { Double(sign: .plus, exponent: -$0, significand: 1) }
        var squares = [Double](repeating: 0, count: width)
        for index in indices {
            for column in 0..<width {
                let distance = doubles[index * width + column] - means[column]
                let scaled = distance * factors[column]
                squares[column] += scaled * scaled
            }
        }
        return (0..<width).map { column in
            if isConstant[column] {
                return FeatureScaling(
                    mean: doubles[first + column],
                    deviation: 1,
                    isConstant: true
                )
            }
            let deviation = Double(
                sign: .plus,
                exponent: exponents[column],
                significand: (squares[column] / count).squareRoot()
            )
            return FeatureScaling(
                mean: means[column],
                // A deviation below the least number would divide by zero.
                deviation: max(deviation, .leastNonzeroMagnitude),
                isConstant: false
            )
        }
    }
}
