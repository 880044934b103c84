internal import TrainingModel

/// Holds out shares of all samples, or of all groups.
struct ShareSplit {
    private let shares: HeldOutShares
    private let seed: UInt32
    private let isGrouped: Bool

    /// Checks shares and seed.
    init(_ shares: HeldOutShares, _ draw: SplitDraw) throws(SplitError) {
        try Self.check(shares)
        self.shares = shares
        seed = try draw.checkedSeed
        isGrouped = draw.group != nil
    }

    /// The part of each sample.
    func parts(of samples: SplitInput) throws(SplitError) -> [SamplePart] {
        if isGrouped {
            let groups = try samples.neededGroups
            let count = groups.names.count
            let sizes = try PartSizes(shares, of: count, unit: "groups")
            guard count >= sizes.partCount else {
                throw SplitError(
                    .tooFewGroups,
                    value: "\(count)",
                    "\(count) \(count == 1 ? "group is" : "groups are") too few for "
                        + "\(sizes.partCount) parts; expected at least one group for each part"
                )
            }
            let partOfGroup = draw(sizes, strata: nil, classCount: 0)
            return groups.members.map { partOfGroup[$0] }
        }
        let sizes = try PartSizes(shares, of: samples.count, unit: "samples")
        try samples.checkMembers(partCount: sizes.partCount, of: "parts")
        return draw(sizes, strata: samples.labels, classCount: samples.classNames.count)
    }

    /// The last samples: behind the training part that of the validation, then that of the test.
    static func last(
        _ shares: HeldOutShares,
        of samples: SplitInput
    ) throws(SplitError) -> [SamplePart] {
        try check(shares)
        let sizes = try PartSizes(shares, of: samples.count, unit: "samples")
        try samples.checkMembers(partCount: sizes.partCount, of: "parts")
        return [SamplePart](repeating: .training, count: sizes.training)
            + [SamplePart](repeating: .validation, count: sizes.validation)
            + [SamplePart](repeating: .test, count: sizes.test)
    }

    /// Draws the test part from all units, and the validation part from those that are left.
    ///
    /// What is left has the random order in which it was drawn, as `train_test_split` returns it.
    private func draw(
        _ sizes: PartSizes,
        strata: [Int32]?,
        classCount: Int
    ) -> [SamplePart] {
        var parts = [SamplePart](repeating: .training, count: sizes.total)
        var rest = Array(parts.indices)
        for (part, size) in [(SamplePart.test, sizes.test), (.validation, sizes.validation)] {
            guard size > 0 else { continue }
            var random = RandomState(seed: seed)
            let drawn: (rest: [Int], held: [Int])
            if let strata {
                drawn = random.stratifiedSplit(
                    rest.map { Int(strata[$0]) },
                    classCount: classCount,
                    holding: size
                )
            } else {
                drawn = random.split(count: rest.count, holding: size)
            }
            for index in drawn.held { parts[rest[index]] = part }
            rest = drawn.rest.map { rest[$0] }
            // Groups come back in the order of their values, as `numpy.unique` gives them.
            if isGrouped { rest.sort() }
        }
        return parts
    }
}

extension ShareSplit {
    /// Throws unless both shares may be held out.
    private static func check(_ shares: HeldOutShares) throws(SplitError) {
        for (name, share) in [("validation", shares.validation), ("test", shares.test)]
        where !(share >= 0 && share < 1) {
            throw SplitError(
                .share,
                value: "\(share)",
                "\(name) \(share): expected a share of the samples from 0 to below 1"
            )
        }
        guard shares.validation > 0 || shares.test > 0 else {
            throw SplitError(
                .nothingHeldOut,
                "validation 0 and test 0 hold out nothing; expected a share above 0, or no split"
            )
        }
    }
}

/// How many samples or groups each part gets.
struct PartSizes {
    /// All of them.
    let total: Int

    /// Those held out to compare settings.
    let validation: Int

    /// Those held out for the end.
    let test: Int

    /// Those that are left to train on, at least 1.
    var training: Int { total - validation - test }

    /// The number of parts that are not empty.
    var partCount: Int { 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0) }

    /// ⌈v·n⌉ and ⌈t·n⌉, computed in Double.
    ///
    /// - Parameters:
    ///   - shares: v and t, from 0 to below 1.
    ///   - total: n.
    ///   - unit: What is counted; for messages.
    /// - Throws: ``SplitError`` when nothing is left to train on.
    init(_ shares: HeldOutShares, of total: Int, unit: String) throws(SplitError) {
        let count = Double(total)
        self.total = total
        validation = Int((shares.validation * count).rounded(.up))
        test = Int((shares.test * count).rounded(.up))
        guard training >= 1 else {
            throw SplitError(
                .noTraining,
                value: "\(total)",
                "validation \(shares.validation) and test \(shares.test) hold out "
                    + "\(validation) + \(test) of \(total) \(unit); expected shares that leave "
                    + "some to train on"
            )
        }
    }
}
