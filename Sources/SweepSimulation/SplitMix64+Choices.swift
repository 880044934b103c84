internal import SweepCoordination
internal import TrainingModel

extension SplitMix64 {
    /// A number of 0..<`count`.
    ///
    /// - Precondition: `count` is above 0.
    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// A number of `range`.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True once in `count` times.
    mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    /// True with the given probability.
    mutating func chance(_ probability: Double) -> Bool {
        probability > 0 && Double(next() >> 11) * 0x1p-53 < probability
    }

    /// A duration of `range`, to the microsecond.
    mutating func duration(in range: ClosedRange<Duration>) -> Duration {
        let low = Int(range.lowerBound / .microseconds(1))
        let high = Int(range.upperBound / .microseconds(1))
        return .microseconds(number(in: low...high))
    }

    /// One of `elements`.
    ///
    /// - Precondition: There is one.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// A generator whose numbers do not depend on how many of this one's were used since.
    mutating func split() -> SplitMix64 { SplitMix64(seed: next()) }
}
