internal import Quoting

/// What a rule needs to know of the samples that it splits.
public struct SplitInput: Hashable, Sendable {
    /// The number of samples, at least 1.
    public var count: Int

    /// The class of each sample, an index of ``classNames``; `nil` when the target is a number, and
    /// parts are then drawn without regard to it.
    public var labels: [Int32]?

    /// The name of each class; for messages.
    public var classNames: [String]

    /// The group of each sample, in the order of the groups' values; needed when the rule draws
    /// groups.
    public var groups: [Int]?

    /// What the column of parts says of each sample; needed when the rule names one.
    public var column: [String]?

    /// Describes samples.
    ///
    /// - Parameters:
    ///   - count: The number of samples.
    ///   - labels: The class of each sample, if the target is a class.
    ///   - classNames: The name of each class.
    ///   - groups: The group of each sample.
    ///   - column: The cell of each sample in the column of parts.
    /// - Precondition: At least one sample; labels, groups and cells are as many as samples; each
    ///   label names a class.
    public init(
        count: Int,
        labels: [Int32]? = nil,
        classNames: [String] = [],
        groups: [Int]? = nil,
        column: [String]? = nil
    ) {
        precondition(count >= 1, "there is at least one sample, not \(count)")
        for other in [labels?.count, groups?.count, column?.count] {
            precondition(other ?? count == count, "\(other ?? 0) values do not describe \(count)")
        }
        let classes = 0..<Int32(classNames.count)
        precondition(labels?.allSatisfy(classes.contains) ?? true, "each label is in \(classes)")
        self.count = count
        self.labels = labels
        self.classNames = classNames
        self.groups = groups
        self.column = column
    }

    /// The members of each class, or `nil` when the target is a number.
    var classCounts: [Int]? {
        labels.map { labels in
            var counts = [Int](repeating: 0, count: classNames.count)
            for label in labels { counts[Int(label)] += 1 }
            return counts
        }
    }

    /// Throws when a class has fewer members than there are parts, each of which needs one.
    ///
    /// - Parameters:
    ///   - partCount: The number of parts or folds.
    ///   - unit: What these are; for the message.
    /// - Throws: ``SplitError`` naming the first such class.
    func checkMembers(partCount: Int, of unit: String) throws(SplitError) {
        for (index, count) in (classCounts ?? []).enumerated() where count < partCount {
            let members = count.counted("sample")
            throw SplitError(
                .tooFewMembers,
                value: classNames[index],
                "class \(VisibleText.quoted(classNames[index])) has \(members), too few for "
                    + "\(partCount) \(unit); expected at least one sample of each class in each"
                    + numbersHint
            )
        }
    }

    /// That labels which look measured are no classes; empty where they do not.
    ///
    /// They do where there are more than 20, nearly all are numbers, and a label has fewer than
    /// four samples on average.
    private var numbersHint: String {
        let numberCount = classNames.count { DecimalNumber.value(of: $0) != nil }
        guard numberCount > 20, 10 * numberCount >= 9 * classNames.count,
            4 * classNames.count > count
        else { return "" }
        return "; the label's column has \(numberCount.grouped) different numbers; only classes "
            + "can be learned"
    }
}
