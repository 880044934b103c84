/// The part of the data that a sample belongs to.
public enum SamplePart: UInt8, Hashable, Sendable, CaseIterable {
    /// Trained on.
    case training = 0

    /// Held out to compare settings.
    case validation = 1

    /// Held out to be looked at once, at the end.
    case test = 2

    /// The key in specs and the value in a column of parts, for example `validation`.
    public var name: String {
        switch self {
        case .training: "train"
        case .validation: "validation"
        case .test: "test"
        }
    }
}

/// Which samples each fold trains on and holds out; each part keeps the order of the file.
public enum SampleParts: Hashable, Sendable {
    /// Every sample is trained on.
    case whole(count: Int)

    /// The part of each sample.
    case parts([SamplePart])

    /// For each sample the fold that holds it out, of `count` folds.
    case folds([UInt16], count: Int)

    /// How often the data are split: 1, or the number of folds.
    public var foldCount: Int {
        switch self {
        case .whole, .parts: 1
        case .folds(_, let count): count
        }
    }

    /// The number of samples.
    public var sampleCount: Int {
        switch self {
        case .whole(let count): count
        case .parts(let parts): parts.count
        case .folds(let folds, _): folds.count
        }
    }

    /// Whether some samples are held out to compare settings.
    public var hasValidation: Bool {
        switch self {
        case .whole: false
        case .parts(let parts): parts.contains(.validation)
        case .folds: true
        }
    }

    /// The indices of the samples of `part` when fold `fold` is held out, ascending.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - fold: The fold, from 0; 0 where there are none.
    /// - Returns: Indices from 0.
    /// - Precondition: `fold` is below ``foldCount``.
    public func indices(of part: SamplePart, fold: Int) -> [Int] {
        precondition((0..<foldCount).contains(fold), "there is no fold \(fold) of \(foldCount)")
        switch self {
        case .whole(let count): return part == .training ? Array(0..<count) : []
        case .parts(let parts): return parts.indices.filter { parts[$0] == part }
        case .folds(let folds, _):
            switch part {
            case .training: return folds.indices.filter { Int(folds[$0]) != fold }
            case .validation: return folds.indices.filter { Int(folds[$0]) == fold }
            case .test: return []
            }
        }
    }

    /// How many samples of each class `part` has when fold `fold` is held out.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - fold: The fold, from 0; 0 where there are none.
    ///   - labels: The class of each sample, from 0.
    ///   - classCount: The number of classes.
    /// - Returns: One count for each class.
    /// - Precondition: `fold` is below ``foldCount``; each label is below `classCount`.
    public func classCounts(
        of part: SamplePart,
        fold: Int,
        labels: [Int32],
        classCount: Int
    ) -> [Int] {
        var counts = [Int](repeating: 0, count: classCount)
        for index in indices(of: part, fold: fold) { counts[Int(labels[index])] += 1 }
        return counts
    }
}
