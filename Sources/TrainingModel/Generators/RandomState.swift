/// The legacy generator of NumPy: equal seeds give the same orders and choices, bit for bit.
///
/// - Source: NumPy, `numpy.random.RandomState`, whose stream is frozen.
public struct RandomState: Sendable {
    private var generator: MersenneTwister

    /// Starts as `numpy.random.RandomState(seed)` does.
    ///
    /// - Parameter seed: Any seed that NumPy allows.
    public init(seed: UInt32) { generator = MersenneTwister(seed: UInt64(seed)) }

    /// A whole number that is uniform in 0…`largest`.
    ///
    /// Outputs of 32 bits are masked with the smallest 2ᵏ − 1 that is at least `largest`, until one
    /// is small enough. For 0 no output is drawn.
    ///
    /// - Parameter largest: In 0…2³² − 1.
    /// - Returns: The number.
    public mutating func uniform(through largest: UInt32) -> UInt32 {
        guard largest > 0 else { return 0 }
        let mask = UInt32.max >> UInt32(largest.leadingZeroBitCount)
        while true {
            let number = generator.next() & mask
            if number <= largest { return number }
        }
    }

    /// Brings `elements` into a random order, as `shuffle` does.
    ///
    /// For each i from the last index down to 1, elements i and j change places, where j is uniform
    /// in 0…i.
    ///
    /// - Parameter elements: At most 2³² of them.
    public mutating func permute<Element>(_ elements: inout [Element]) {
        precondition(elements.count <= 1 << 32, "\(elements.count) elements are too many")
        for index in elements.indices.dropFirst().reversed() {
            elements.swapAt(index, Int(uniform(through: UInt32(index))))
        }
    }

    /// The elements in a random order, as `permutation(elements)` gives them.
    ///
    /// - Parameter elements: At most 2³² of them.
    /// - Returns: Each of them once.
    public mutating func permutation<Element>(_ elements: [Element]) -> [Element] {
        var order = elements
        permute(&order)
        return order
    }

    /// Some of the elements in a random order, as `choice(elements, count, replace=False)` draws.
    ///
    /// It is the head of a permutation of all.
    ///
    /// - Parameters:
    ///   - elements: At most 2³² of them.
    ///   - count: How many are drawn, at most as many as there are.
    /// - Returns: `count` different elements.
    public mutating func choice<Element>(of elements: [Element], count: Int) -> [Element] {
        precondition(
            (0...elements.count).contains(count),
            "\(count) of \(elements.count) elements cannot be drawn"
        )
        return Array(permutation(elements).prefix(count))
    }
}
