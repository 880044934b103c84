/// Which seeds the runs of a sweep start from.
public enum SeedPlan: Hashable, Sendable {
    /// The notebook's way: one generator seeded once and consumed by every run in turn.
    ///
    /// Each setting starts from other weights, so differences between settings are not paired.
    case notebook(UInt64)

    /// Common random numbers: seed s of every setting starts from the same weights and batches.
    ///
    /// The list is not empty and has no seed twice.
    case paired(SeedList)

    /// Whether differences between settings may be taken seed by seed.
    public var isPaired: Bool {
        switch self {
        case .notebook: false
        case .paired: true
        }
    }

    /// The seeds in the order of the plan.
    public var seeds: SeedList {
        switch self {
        case .notebook(let seed): [seed]
        case .paired(let seeds): seeds
        }
    }
}

/// Seeds in an order, kept as ranges, so that ten million of them cost no memory.
public struct SeedList: Hashable, Sendable {
    /// Neighbouring seeds, none of which follows right on the one before.
    private var ranges: [ClosedRange<UInt64>] = []

    /// The position of the first seed of each range.
    private var positions: [Int] = []

    /// The number of seeds.
    public private(set) var count = 0

    /// Lists `seeds` in their order.
    public init(_ seeds: some Sequence<UInt64>) {
        for seed in seeds { append(seed...seed) }
    }

    /// Lists the seeds of `range`, ascending.
    public init(_ range: Range<UInt64>) {
        if let last = range.last { append(range.lowerBound...last) }
    }

    /// Adds the seeds of `range`, ascending.
    public mutating func append(_ range: ClosedRange<UInt64>) {
        defer { count += range.count }
        if let last = ranges.last, last.upperBound < .max, last.upperBound + 1 == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound...range.upperBound
        } else {
            ranges.append(range)
            positions.append(count)
        }
    }
}

extension SeedList: RandomAccessCollection {
    /// The position of the first seed.
    public var startIndex: Int { 0 }

    /// The position after the last seed.
    public var endIndex: Int { count }

    /// The seed at `position`.
    public subscript(position: Int) -> UInt64 {
        precondition(indices.contains(position), "there is no seed at \(position) of \(count)")
        let range = positions.partitionIndex { $0 > position } - 1
        return ranges[range].lowerBound + UInt64(position - positions[range])
    }
}

extension SeedList: ExpressibleByArrayLiteral {
    /// Lists seeds that stand in the source.
    public init(arrayLiteral elements: UInt64...) { self.init(elements) }
}

extension RandomAccessCollection {
    /// The first index from which on all elements fulfil `condition`, or the end.
    ///
    /// - Precondition: No element that fulfils it stands before one that does not.
    /// - Complexity: O(log count).
    package func partitionIndex(where condition: (Element) -> Bool) -> Index {
        var low = startIndex
        var count = self.count
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if condition(self[middle]) {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
