internal import TrainingModel

extension RandomState {
    /// Draws `held` of `count` samples, as `ShuffleSplit` does.
    ///
    /// - Parameters:
    ///   - count: The number of samples.
    ///   - held: How many are held out, fewer than `count`.
    /// - Returns: The indices of both parts, each in the random order of the draw.
    mutating func split(count: Int, holding held: Int) -> (rest: [Int], held: [Int]) {
        let order = permutation(Array(0..<count))
        return (Array(order[held...]), Array(order[..<held]))
    }

    /// Draws `held` of the samples so that each class keeps its share, as `StratifiedShuffleSplit`
    /// does.
    ///
    /// First the members of each class in the rest are counted, then those that are held out; then
    /// a permutation of each class, in the order of class indices, says which; at last each part is
    /// shuffled.
    ///
    /// - Parameters:
    ///   - labels: The class of each sample.
    ///   - classCount: The number of classes, each with at least two members.
    ///   - held: How many are held out, fewer than there are samples.
    /// - Returns: The indices of both parts, each in the random order of the draw.
    mutating func stratifiedSplit(
        _ labels: [Int],
        classCount: Int,
        holding held: Int
    ) -> (rest: [Int], held: [Int]) {
        var members = [[Int]](repeating: [], count: classCount)
        for (index, label) in labels.enumerated() { members[label].append(index) }
        let counts = members.map(\.count)
        let restCounts = approximateMode(of: counts, drawing: labels.count - held)
        let remaining = zip(counts, restCounts).map { $0 - $1 }
        let heldCounts = approximateMode(of: remaining, drawing: held)
        var rest: [Int] = []
        var drawn: [Int] = []
        for (label, indices) in members.enumerated() {
            let order = permutation(indices)
            rest += order.prefix(restCounts[label])
            drawn += order.dropFirst(restCounts[label]).prefix(heldCounts[label])
        }
        return (permutation(rest), permutation(drawn))
    }

    /// How many of each class to draw so that shares stay as equal as whole numbers allow.
    ///
    /// cₖ/Σc · n rounded down; what is then missing goes to the classes with the largest
    /// remainders, and among equal remainders by lot.
    ///
    /// - Parameters:
    ///   - counts: c, the members of each class; not all 0.
    ///   - draws: n, at most Σc.
    /// - Returns: The number for each class; the sum is n.
    /// - Source: scikit-learn, `sklearn.utils.extmath._approximate_mode`, whose rounding in Double
    ///   decides ties.
    mutating func approximateMode(of counts: [Int], drawing draws: Int) -> [Int] {
        let total = Double(counts.reduce(0, +))
        let exact = counts.map { Double($0) / total * Double(draws) }
        var drawn = exact.map { Int($0) }
        let remainders = exact.map { $0 - $0.rounded(.down) }
        var missing = draws - drawn.reduce(0, +)
        guard missing > 0 else { return drawn }
        for remainder in Set(remainders).sorted(by: >) where missing > 0 {
            let tied = remainders.indices.filter { remainders[$0] == remainder }
            let chosen = choice(of: tied, count: min(tied.count, missing))
            for index in chosen { drawn[index] += 1 }
            missing -= chosen.count
        }
        return drawn
    }
}
