/// Which samples are held out of the training, and how they are chosen.
public enum SplitRule: Hashable, Sendable {
    /// All samples are trained on.
    case none

    /// Shares of all samples, drawn from a seed as `train_test_split` of scikit-learn does, test
    /// first.
    case shares(HeldOutShares, SplitDraw)

    /// The last samples of the file, the test part behind the validation part.
    case last(HeldOutShares)

    /// `count` folds, each of them held out once, drawn from a seed as `StratifiedKFold`,
    /// `KFold` and `GroupKFold` of scikit-learn do.
    case folds(count: Int, SplitDraw)

    /// A column of the file names the part of each sample: `train`, `validation` and `test`, or
    /// the number of its fold.
    case column(String)

    /// How often the data are split, or `nil` where only the data tell.
    public var foldCount: Int? {
        switch self {
        case .none, .shares, .last: 1
        case .folds(let count, _): count
        case .column: nil
        }
    }

    /// Whether samples are held out to compare settings; a column of parts has such samples.
    public var hasValidation: Bool {
        switch self {
        case .none: false
        case .shares(let shares, _), .last(let shares): shares.validation > 0
        case .folds, .column: true
        }
    }
}

/// How much is held out, as shares of all samples.
public struct HeldOutShares: Hashable, Sendable {
    /// The share by which settings are compared, from 0 to below 1.
    public var validation: Double

    /// The share that is looked at once, at the end, from 0 to below 1.
    public var test: Double

    /// Describes shares.
    public init(validation: Double, test: Double = 0) {
        self.validation = validation
        self.test = test
    }
}

/// How the samples of a part are drawn.
public struct SplitDraw: Hashable, Sendable {
    /// The seed of NumPy's generator, from 0 to 2³² − 1.
    public var seed: UInt64

    /// The column whose equal values stay in one part, or `nil` to draw sample by sample.
    public var group: String?

    /// Describes a draw.
    public init(seed: UInt64 = 0, group: String? = nil) {
        self.seed = seed
        self.group = group
    }
}
