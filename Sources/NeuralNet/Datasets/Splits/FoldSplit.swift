internal import Quoting
internal import TrainingModel

/// Deals samples, or groups, out to folds.
struct FoldSplit {
    private let foldCount: Int
    private let seed: UInt32
    private let isGrouped: Bool

    /// Checks the number of folds and the seed.
    init(_ foldCount: Int, _ draw: SplitDraw) throws(SplitError) {
        guard (2...Limits.folds).contains(foldCount) else {
            throw SplitError(
                .foldCount,
                value: "\(foldCount)",
                "folds \(foldCount): expected a number from 2 to \(Limits.folds)"
            )
        }
        self.foldCount = foldCount
        seed = try draw.checkedSeed
        isGrouped = draw.group != nil
    }

    /// The fold that holds out each sample.
    func folds(of samples: SplitInput) throws(SplitError) -> [UInt16] {
        guard foldCount <= samples.count else {
            throw SplitError(
                .foldCount,
                value: "\(foldCount)",
                "\(foldCount) folds are more than the \(samples.count.grouped) samples; expected "
                    + "at least one sample for each fold"
            )
        }
        try samples.checkMembers(partCount: foldCount, of: "folds")
        var random = RandomState(seed: seed)
        if isGrouped {
            let groups = try samples.neededGroups
            let count = groups.names.count
            guard foldCount <= count else {
                throw SplitError(
                    .tooFewGroups,
                    value: "\(count)",
                    "\(count) \(count == 1 ? "group is" : "groups are") too few for \(foldCount) "
                        + "folds; expected at least one group for each fold"
                )
            }
            let foldOfGroup = shuffled(count, &random)
            return groups.members.map { foldOfGroup[$0] }
        }
        guard let labels = samples.labels, let counts = samples.classCounts else {
            return shuffled(samples.count, &random)
        }
        return stratified(labels, counts, &random)
    }

    /// Shuffles the units and cuts them into runs, the first ones longer by one where they do not
    /// come out even; as `KFold` and `GroupKFold` do.
    private func shuffled(_ count: Int, _ random: inout RandomState) -> [UInt16] {
        let order = random.permutation(Array(0..<count))
        let (size, longer) = count.quotientAndRemainder(dividingBy: foldCount)
        var folds = [UInt16](repeating: 0, count: count)
        var start = 0
        for fold in 0..<foldCount {
            let end = start + size + (fold < longer ? 1 : 0)
            for index in order[start..<end] { folds[index] = UInt16(fold) }
            start = end
        }
        return folds
    }

    /// Deals the samples out in the order of their classes, fold by fold in turn, and shuffles each
    /// class's folds among its members; as `StratifiedKFold` does.
    ///
    /// Classes come in the order in which they first appear.
    private func stratified(
        _ labels: [Int32],
        _ counts: [Int],
        _ random: inout RandomState
    ) -> [UInt16] {
        var members = [[Int]](repeating: [], count: counts.count)
        var appearance: [Int] = []
        for (index, label) in labels.enumerated() {
            if members[Int(label)].isEmpty { appearance.append(Int(label)) }
            members[Int(label)].append(index)
        }
        var folds = [UInt16](repeating: 0, count: labels.count)
        var dealt = 0
        for label in appearance {
            let next = (dealt..<dealt + counts[label]).map { UInt16($0 % foldCount) }
            dealt += counts[label]
            let order = random.permutation(next.sorted())
            for (index, fold) in zip(members[label], order) { folds[index] = fold }
        }
        return folds
    }
}

extension SplitDraw {
    /// The seed, if NumPy's generator takes it.
    var checkedSeed: UInt32 {
        get throws(SplitError) {
            if let seed = UInt32(exactly: seed) { return seed }
            throw SplitError(
                .seed,
                value: "\(seed)",
                "seed \(seed): expected a number from 0 to \(UInt32.max)"
            )
        }
    }
}

extension SplitInput {
    /// The values of the groups, ascending, and the group of each sample as an index of them.
    var neededGroups: (names: [Int], members: [Int]) {
        get throws(SplitError) {
            guard let groups else {
                throw SplitError(.noColumns, "group: these data have no columns but features")
            }
            let names = Set(groups).sorted()
            let indices = Dictionary(uniqueKeysWithValues: zip(names, 0...))
            return (names, groups.compactMap { indices[$0] })
        }
    }
}
