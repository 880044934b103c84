internal import Quoting
public import TrainingModel

extension SampleParts {
    /// Splits samples as a rule says, bit for bit as scikit-learn does.
    ///
    /// Shares are of all samples, or of all groups where groups are drawn: ⌈t·n⌉ are for the test,
    /// computed in Double, then ⌈v·n⌉ of the rest for the validation, each drawn from the same
    /// seed. The drawings are those of `train_test_split`, `StratifiedKFold`, `KFold`,
    /// `GroupShuffleSplit` and `GroupKFold(shuffle=True)`.
    ///
    /// - Parameters:
    ///   - rule: How samples are held out.
    ///   - samples: What the rule needs to know.
    /// - Throws: ``SplitError`` when the samples do not allow it: a part or class would be empty.
    public init(_ rule: SplitRule, of samples: SplitInput) throws(SplitError) {
        switch rule {
        case .none:
            self = .whole(count: samples.count)
            return
        case .shares(let shares, let draw):
            self = .parts(try ShareSplit(shares, draw).parts(of: samples))
        case .last(let shares):
            self = .parts(try ShareSplit.last(shares, of: samples))
        case .folds(let count, let draw):
            self = .folds(try FoldSplit(count, draw).folds(of: samples), count: count)
        case .column(let name):
            guard let cells = samples.column else {
                throw SplitError(
                    .noColumns,
                    value: name,
                    "column \(VisibleText.quoted(name)): these data have no columns but features"
                )
            }
            self = try PartsColumn(cells, name: name).parts()
        }
        try check(holds: samples, after: rule)
    }

    /// Throws unless each part or fold has samples of each class.
    ///
    /// Where every fold has some of a class, so has every training part.
    private func check(holds samples: SplitInput, after rule: SplitRule) throws(SplitError) {
        guard let labels = samples.labels else { return }
        let unitOfSample: [Int]
        switch self {
        case .whole: return
        case .parts(let parts): unitOfSample = parts.map { Int($0.rawValue) }
        case .folds(let folds, let count):
            unitOfSample = folds.map { Int($0) }
            try samples.checkMembers(partCount: count, of: "folds")
        }
        let classCount = samples.classNames.count
        let unitCount = (unitOfSample.max() ?? 0) + 1
        var counts = [Int](repeating: 0, count: unitCount * classCount)
        for (unit, label) in zip(unitOfSample, labels) {
            counts[unit * classCount + Int(label)] += 1
        }
        for unit in 0..<unitCount {
            let row = counts[unit * classCount..<(unit + 1) * classCount]
            let size = row.reduce(0, +)
            guard size > 0, let absent = row.firstIndex(of: 0) else { continue }
            let name = samples.classNames[absent - row.startIndex]
            let members = labels.count { Int($0) == absent - row.startIndex }
            throw SplitError(
                .missingClass,
                value: name,
                "class \(VisibleText.quoted(name)) has \(members.grouped) of "
                    + "\(labels.count.grouped) samples, but none is in \(title(ofUnit: unit)), "
                    + "which has \(size.grouped); expected samples of every class in every part"
                    + (rule.isLast
                        ? "; where rows are in order of their class, leave `last` out" : "")
            )
        }
    }

    /// How messages name the part or fold `unit`.
    private func title(ofUnit unit: Int) -> String {
        switch self {
        case .whole, .parts:
            "the \(SamplePart(rawValue: UInt8(unit))?.title ?? "\(unit)") part"
        case .folds: "fold \(unit)"
        }
    }
}

extension SamplePart {
    /// The part in sentences, for example `training`.
    var title: String {
        switch self {
        case .training: "training"
        case .validation: "validation"
        case .test: "test"
        }
    }
}

extension SplitRule {
    /// Whether the last samples are held out.
    fileprivate var isLast: Bool {
        if case .last = self { true } else { false }
    }
}
