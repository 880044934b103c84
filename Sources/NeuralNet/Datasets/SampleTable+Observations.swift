internal import TrainingModel

extension SampleTable {
    /// What a person should know of these samples before training on them.
    ///
    /// - Returns: At most one of each kind but row numbers and groups, in the order of the cases.
    /// - Complexity: O(``count`` · ``width``).
    public var observations: [DataObservation] {
        var observations: [DataObservation] = []
        if let name = reading?.rowNumberColumn {
            observations.append(.leftOutRowNumbers(name: name))
        }
        if let runs = longRuns { observations.append(.longRuns(runs)) }
        if let shares = unevenParts { observations.append(.unevenParts(shares)) }
        let ranges = (0..<width).map { range(ofFeature: $0) }
        if let (largest, smallest) = Self.differentRanges(
            zip(ranges, kinds).filter { $0.1 == .single }.map(\.0)
        ) {
            observations.append(.differentRanges(largest: largest, smallest: smallest))
        }
        for feature in 0..<width {
            guard let valueCount = valueCountOfGroups(feature) else { continue }
            observations.append(
                .likelyGroup(
                    feature: featureNames[feature],
                    valueCount: valueCount,
                    sampleCount: count
                )
            )
        }
        for feature in 0..<width where numbersRows(feature) {
            observations.append(
                .rowNumbers(
                    column: feature + 1,
                    name: featureNames[feature],
                    lowest: ranges[feature].lowest,
                    highest: ranges[feature].highest
                )
            )
        }
        if hasManyNumericLabels {
            observations.append(.numericLabels(classCount: classCount, sampleCount: count))
        }
        return observations
    }

    /// The runs of equal labels, if there are far fewer than in a random order.
    ///
    /// In a random order of n samples, nₖ of class k, 1 + n − Σnₖ²/n runs are expected; a quarter
    /// of that is far fewer.
    private var longRuns: LabelRuns? {
        var classCounts = [Double](repeating: 0, count: classCount)
        var runCount = 0
        var longest = 0
        var longestLabel: Int32 = 0
        var current = 0
        for (index, label) in labels.enumerated() {
            classCounts[Int(label)] += 1
            if index > 0, label == labels[index - 1] {
                current += 1
            } else {
                runCount += 1
                current = 1
            }
            if current > longest { (longest, longestLabel) = (current, label) }
        }
        let squares = classCounts.reduce(0) { $0 + $1 * $1 }
        let expected = 1 + Double(count) - squares / Double(count)
        guard 4 * Double(runCount) <= expected else { return nil }
        return LabelRuns(
            sampleCount: count,
            runCount: runCount,
            longest: longest,
            className: classNames[Int(longestLabel)]
        )
    }

    /// The class whose share differs most between the training part and another one, if it is by a
    /// fifth of the part and more than drawing explains.
    private var unevenParts: ClassShares? {
        guard case .parts(let parts) = parts else { return nil }
        func shares(_ part: SamplePart) -> [Double] {
            var counts = [Double](repeating: 0, count: classCount)
            for (label, other) in zip(labels, parts) where other == part { counts[Int(label)] += 1 }
            let size = counts.reduce(0, +)
            return counts.map { $0 / size }
        }
        let training = shares(.training)
        var largest: ClassShares?
        for part in [SamplePart.validation, SamplePart.test] {
            let size = Double(parts.count { $0 == part })
            for (label, share) in shares(part).enumerated() where size > 0 {
                let expected = training[label]
                let deviation = (expected * (1 - expected) / size).squareRoot()
                let found = ClassShares(
                    className: classNames[label],
                    part: part,
                    training: expected,
                    heldOut: share
                )
                guard found.difference >= max(0.2, 4 * deviation),
                    found.difference > largest?.difference ?? 0
                else { continue }
                largest = found
            }
        }
        return largest
    }

    private func range(ofFeature feature: Int) -> FeatureRange {
        let column = column(feature)
        var lowest = column.value(0)
        var highest = lowest
        for sample in 1..<max(count, 1) {
            let value = column.value(sample)
            lowest = min(lowest, value)
            highest = max(highest, value)
        }
        return FeatureRange(name: featureNames[feature], lowest: lowest, highest: highest)
    }

    /// The features that differ most in size, if it is a hundredfold; constants say nothing.
    private static func differentRanges(
        _ ranges: [FeatureRange]
    ) -> (largest: FeatureRange, smallest: FeatureRange)? {
        let varying = ranges.filter { $0.lowest < $0.highest }
        guard let largest = varying.max(by: { $0.size < $1.size }),
            let smallest = varying.min(by: { $0.size < $1.size }),
            largest.size / 100 >= smallest.size
        else { return nil }
        return (largest, smallest)
    }

    /// How many values a feature has whose whole numbers repeat within a class and never across.
    ///
    /// Names of groups are whole numbers; measured numbers that a threshold separates are not
    /// meant. A value occurs twice on average.
    private func valueCountOfGroups(_ feature: Int) -> Int? {
        let column = column(feature)
        var classOfValue: [Double: Int32] = [:]
        for (sample, label) in labels.enumerated() {
            let value = column.value(sample)
            guard value == value.rounded(), classOfValue[value, default: label] == label,
                classOfValue.count <= count / 2
            else { return nil }
            classOfValue[value] = label
        }
        return 2 * classOfValue.count <= count ? classOfValue.count : nil
    }

    /// Whether a feature without a name has a different whole number in each row, as a table gets
    /// that was saved with its row numbers.
    private func numbersRows(_ feature: Int) -> Bool {
        guard ColumnName.isMissing(featureNames[feature]) else { return false }
        let column = column(feature)
        var seen: Set<Double> = []
        return labels.indices.allSatisfy { sample in
            let value = column.value(sample)
            return value == value.rounded() && seen.insert(value).inserted
        }
    }

    /// Whether labels are numbers that look measured: more than 20 of them, or fractions.
    private var hasManyNumericLabels: Bool {
        let numbers = classNames.compactMap { DecimalNumber.value(of: $0) }
        guard numbers.count == classCount, numbers.allSatisfy(\.isFinite) else { return false }
        return classCount > 20 || (classCount > 2 && numbers.contains { $0 != $0.rounded() })
    }
}
