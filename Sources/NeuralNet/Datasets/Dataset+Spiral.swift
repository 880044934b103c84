internal import Glibc  // For sin and cos: no algorithm of our own would meet NumPy's bits.
public import TrainingModel

extension Dataset {
    /// Makes the spiral of the notebook: one noisy arm a class, wound around the origin.
    ///
    /// Point i of N of class j has the radius r = linspace(0, 1, N)[i] and the angle
    /// t = linspace(4j, 4(j + 1), N)[i] + noise·normal; its features are (r·sin t, r·cos t),
    /// computed in Double and rounded to Float.
    ///
    /// The Floats equal NumPy's. The Doubles before them may differ in the last bit from one C
    /// library to another, so a sweep makes its data once, and workers receive the bytes.
    ///
    /// - Parameters:
    ///   - classes: The number of arms, at least 2.
    ///   - points: N, the number of points of each arm, at least 1.
    ///   - noise: The standard deviation of the angle, in radians.
    ///   - seed: The seed of NumPy's generator.
    /// - Returns: The arms one after the other, with classes named `0`, `1` …
    /// - Source: Karpathy, "CS231n: Putting it together: Minimal Neural Network Case Study".
    public static func spiral(classes: Int, points: Int, noise: Double, seed: UInt32) -> Dataset {
        let (features, labels, names) = spiralSamples(classes, points, noise, seed)
        return Dataset(
            features: features.map { Float($0) },
            labels: labels,
            width: 2,
            classNames: names
        )
    }

    /// The samples of ``spiral(classes:points:noise:seed:)`` before they are rounded.
    fileprivate static func spiralSamples(
        _ classes: Int,
        _ points: Int,
        _ noise: Double,
        _ seed: UInt32
    ) -> (features: [Double], labels: [Int32], classNames: [String]) {
        precondition(classes >= 2, "a spiral has at least two arms, not \(classes)")
        precondition(points >= 1, "an arm has at least one point, not \(points)")
        var generator = NormalGenerator(seed: seed)
        var features: [Double] = []
        var labels: [Int32] = []
        features.reserveCapacity(classes * points * 2)
        labels.reserveCapacity(classes * points)
        let radii = evenlySpaced(from: 0, through: 1, count: points)
        for arm in 0..<classes {
            let first = Double(4 * arm)
            let angles = evenlySpaced(from: first, through: first + 4, count: points)
            for (radius, angle) in zip(radii, angles) {
                let noisyAngle = angle + generator.next() * noise
                features.append(radius * sin(noisyAngle))
                features.append(radius * cos(noisyAngle))
                labels.append(Int32(arm))
            }
        }
        return (features, labels, (0..<classes).map(String.init))
    }

    /// Numbers with equal steps as NumPy's `linspace(first, last, count)` rounds them.
    ///
    /// i·((last − first)/(count − 1)) + first, but the last element is exactly `last`.
    private static func evenlySpaced(
        from first: Double,
        through last: Double,
        count: Int
    ) -> [Double] {
        guard count > 1 else { return [first] }
        let step = (last - first) / Double(count - 1)
        return (0..<count - 1).map { Double($0) * step + first } + [last]
    }
}

extension SampleTable {
    /// The spiral of ``Dataset/spiral(classes:points:noise:seed:)`` with its parts; its features
    /// are `x` and `y`.
    ///
    /// - Parameters:
    ///   - classes: The number of arms, at least 2.
    ///   - points: The number of points of each arm, at least 1.
    ///   - noise: The standard deviation of the angle, in radians.
    ///   - seed: The seed of NumPy's generator.
    ///   - standardize: Whether both features are standardized with the training part.
    ///   - split: How samples are held out; it names no column.
    /// - Returns: The arms one after the other, with classes named `0`, `1` …
    /// - Throws: ``SplitError`` when the samples do not allow the split.
    public static func spiral(
        classes: Int,
        points: Int,
        noise: Double,
        seed: UInt32,
        standardize: Bool = false,
        split: SplitRule = .none
    ) throws(SplitError) -> SampleTable {
        let (features, labels, names) = Dataset.spiralSamples(classes, points, noise, seed)
        let input = SplitInput(count: labels.count, labels: labels, classNames: names)
        return SampleTable(
            featureNames: ["x", "y"],
            kinds: [FeatureKind](repeating: standardize ? .double : .single, count: 2),
            singles: standardize ? [] : features.map { Float($0) },
            doubles: standardize ? features : [],
            labels: labels,
            classNames: names,
            parts: try SampleParts(split, of: input)
        )
    }
}
