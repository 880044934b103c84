public import Digest
public import TrainingModel

/// What a feature is held as before it is trained on.
public enum FeatureKind: UInt8, Hashable, Sendable, CaseIterable {
    /// A Float, which is trained on as it is.
    case single = 0

    /// A Double, which is standardized before it is rounded.
    case double = 1
}

/// The samples of a sweep as they were read, and the part that each belongs to.
///
/// Nothing is standardized yet, since means and deviations are those of the training part, which
/// differs from fold to fold: ``dataset(_:fold:)`` makes what is trained on.
public struct SampleTable: Sendable, Hashable {
    /// The name of each feature, in the order of the file.
    public let featureNames: [String]

    /// The kind of each feature.
    public let kinds: [FeatureKind]

    /// The features of kind ``FeatureKind/single``, row-major.
    let singles: [Float]

    /// The features of kind ``FeatureKind/double``, row-major.
    let doubles: [Double]

    /// The class of each sample, an index of ``classNames``.
    public let labels: [Int32]

    /// The name of each class; at least two.
    public let classNames: [String]

    /// The part of each sample.
    public let parts: SampleParts

    /// The group of each sample where the split draws groups, else `nil`.
    ///
    /// Samples of a group are not independent of each other. Training need not know it, so it is in
    /// no encoding and no digest.
    public let groups: [Int]?

    /// What reading the file found, if the samples come from a table.
    public let reading: TableReading?

    /// Puts samples together.
    ///
    /// - Parameters:
    ///   - featureNames: The name of each feature; at least one.
    ///   - kinds: The kind of each feature.
    ///   - singles: The features that are Floats, row-major; finite.
    ///   - doubles: The features that are Doubles, row-major; finite as Floats, too.
    ///   - labels: The class of each row.
    ///   - classNames: The name of each class; at least two.
    ///   - parts: The part of each row.
    ///   - groups: The group of each row, if there are groups.
    ///   - reading: What reading the file found.
    /// - Precondition: Counts fit each other, labels name classes, numbers are finite, and every
    ///   fold has something to train on.
    public init(
        featureNames: [String],
        kinds: [FeatureKind],
        singles: [Float],
        doubles: [Double],
        labels: [Int32],
        classNames: [String],
        parts: SampleParts,
        groups: [Int]? = nil,
        reading: TableReading? = nil
    ) {
        precondition(!kinds.isEmpty, "a sample has at least one feature")
        precondition(
            featureNames.count == kinds.count,
            "\(featureNames.count) names are not those of \(kinds.count) features"
        )
        precondition(!labels.isEmpty, "a table has at least one sample")
        precondition(classNames.count >= 2, "a table has at least two classes")
        let doubleCount = kinds.count { $0 == .double }
        precondition(
            doubles.count == labels.count * doubleCount
                && singles.count == labels.count * (kinds.count - doubleCount),
            "\(singles.count) + \(doubles.count) features do not make \(labels.count) rows"
        )
        let classes = 0..<Int32(classNames.count)
        precondition(labels.allSatisfy(classes.contains), "each label is in \(classes)")
        precondition(singles.allSatisfy(\.isFinite), "each feature is finite")
        precondition(doubles.allSatisfy { Float($0).isFinite }, "each feature is finite as a Float")
        precondition(
            parts.sampleCount == labels.count,
            "\(parts.sampleCount) parts are not those of \(labels.count) samples"
        )
        precondition(
            groups?.count ?? labels.count == labels.count,
            "\(groups?.count ?? 0) groups are not those of \(labels.count) samples"
        )
        let fault = parts.fault
        precondition(fault == nil, fault ?? "")
        self.featureNames = featureNames
        self.kinds = kinds
        self.singles = singles
        self.doubles = doubles
        self.labels = labels
        self.classNames = classNames
        self.parts = parts
        self.groups = groups
        self.reading = reading
    }

    /// The number of samples.
    public var count: Int { labels.count }

    /// The number of features of a sample.
    public var width: Int { kinds.count }

    /// The number of classes.
    public var classCount: Int { classNames.count }

    /// Whether some features are standardized.
    public var isStandardized: Bool { kinds.contains(.double) }

    /// The value of a feature as it was read.
    ///
    /// - Parameters:
    ///   - feature: The index of the feature.
    ///   - sample: The index of the sample.
    /// - Returns: A finite number.
    /// - Complexity: O(``width``).
    public func value(ofFeature feature: Int, sample: Int) -> Double {
        column(feature).value(sample)
    }

    /// The same samples, with what `name` makes of each class's name.
    public func renamingClasses(_ name: (String) -> String) -> SampleTable {
        let names = classNames.map(name)
        guard names != classNames else { return self }
        return SampleTable(
            featureNames: featureNames,
            kinds: kinds,
            singles: singles,
            doubles: doubles,
            labels: labels,
            classNames: names,
            parts: parts,
            groups: groups,
            reading: reading
        )
    }

    /// The same samples in other parts.
    ///
    /// - Parameter parts: A part for each sample.
    /// - Returns: The table.
    /// - Precondition: Every fold has something to train on.
    public func with(_ parts: SampleParts) -> SampleTable {
        SampleTable(
            featureNames: featureNames,
            kinds: kinds,
            singles: singles,
            doubles: doubles,
            labels: labels,
            classNames: classNames,
            parts: parts,
            groups: groups,
            reading: reading
        )
    }

    /// How many of the samples of a part are independent of each other: of those with one group,
    /// one.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - fold: The fold, from 0; 0 where there are none.
    /// - Returns: The number of groups in the part, or of samples if there are no groups.
    public func independentCount(of part: SamplePart, fold: Int) -> Int {
        let indices = parts.indices(of: part, fold: fold)
        return groups.map { groups in Set(indices.map { groups[$0] }).count } ?? indices.count
    }

    /// The SHA-256 of the decoded samples, without their parts; for run keys.
    ///
    /// - Complexity: O(``count`` · ``width``).
    public var samplesDigest: Digest {
        RunKey.samplesDigest(
            classNames: classNames,
            isDouble: kinds.map { $0 == .double },
            singles: singles,
            doubles: doubles,
            labels: labels
        )
    }

    /// The SHA-256 of which samples fold `fold` trains on and is validated with, for run keys;
    /// `nil` when all samples are trained on.
    ///
    /// - Parameter fold: The fold, from 0; 0 where there are none.
    /// - Returns: The digest.
    public func splitDigest(fold: Int) -> Digest? {
        if case .whole = parts { return nil }
        return RunKey.splitDigest(
            training: parts.indices(of: .training, fold: fold),
            validation: parts.indices(of: .validation, fold: fold)
        )
    }

    /// Where the values of a feature are.
    func column(_ feature: Int) -> Column {
        let kind = kinds[feature]
        let offset = kinds[..<feature].count { $0 == kind }
        let stride = kinds.count { $0 == kind }
        switch kind {
        case .single: return .single(singles, offset: offset, stride: stride)
        case .double: return .double(doubles, offset: offset, stride: stride)
        }
    }

    /// A feature's values in the matrix of its kind.
    enum Column {
        case single([Float], offset: Int, stride: Int)
        case double([Double], offset: Int, stride: Int)

        /// The value of the sample with index `sample`.
        func value(_ sample: Int) -> Double {
            switch self {
            case .single(let numbers, let offset, let stride):
                Double(numbers[sample * stride + offset])
            case .double(let numbers, let offset, let stride): numbers[sample * stride + offset]
            }
        }
    }
}

extension SampleParts {
    /// What is wrong with the parts of a table, or `nil` when nothing is.
    var fault: String? {
        switch self {
        case .whole: return nil
        case .parts(let parts):
            guard parts.contains(.training) else { return "no sample is trained on" }
            return parts.allSatisfy { $0 == .training } ? "no sample is held out" : nil
        case .folds(let folds, let count):
            guard (2...Limits.folds).contains(count), count <= folds.count else {
                return "\(count) folds do not split \(folds.count) samples"
            }
            var isUsed = [Bool](repeating: false, count: count)
            for fold in folds {
                guard Int(fold) < count else { return "there is no fold \(fold) of \(count)" }
                isUsed[Int(fold)] = true
            }
            return isUsed.firstIndex(of: false).map { "fold \($0) has no sample" }
        }
    }
}
