internal import SweepModel

/// The numbers that a key takes, and how to say so.
struct NumberRange {
    /// The smallest number.
    let lowest: Double

    /// Whether the smallest number itself is allowed.
    let includesLowest: Bool

    /// The largest number, which is allowed.
    let highest: Double

    /// Whether fractions are refused.
    let isWhole: Bool

    /// The range in words, for example `a number from 0 to 1`.
    let description: String

    private init(
        lowest: Double,
        includesLowest: Bool = true,
        highest: Double,
        isWhole: Bool = false,
        description: String
    ) {
        self.lowest = lowest
        self.includesLowest = includesLowest
        self.highest = highest
        self.isWhole = isWhole
        self.description = description
    }

    /// Whether `number` is allowed.
    func contains(_ number: Double) -> Bool {
        let isAboveLowest = includesLowest ? number >= lowest : number > lowest
        return isAboveLowest && number <= highest && (!isWhole || number == number.rounded())
    }

    /// μ in 0..<1; the largest one is the Float before 1, since Floats are what is trained with.
    static let momentum = NumberRange(
        lowest: 0,
        highest: Double(Float(1).nextDown),
        description: "a number from 0 to below 1 (in single precision: at most 0.99999994)"
    )

    /// Numbers above 0, up to a million, which is far from overflow in single precision.
    static let positive = NumberRange(
        lowest: 0,
        includesLowest: false,
        highest: 1e6,
        description: "a number above 0, at most 1000000"
    )

    /// Numbers from 0 to a million.
    static let notNegative = NumberRange(
        lowest: 0,
        highest: 1e6,
        description: "a number from 0 to 1000000"
    )

    /// Shares of a whole.
    static let share = NumberRange(lowest: 0, highest: 1, description: "a number from 0 to 1")

    /// Any number that is finite.
    static let finite = NumberRange(
        lowest: -.greatestFiniteMagnitude,
        highest: .greatestFiniteMagnitude,
        description: "a finite number"
    )

    /// The whole numbers of `range`.
    static func whole(_ range: ClosedRange<Int>) -> NumberRange {
        NumberRange(
            lowest: Double(range.lowerBound),
            highest: Double(range.upperBound),
            isWhole: true,
            description: "a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
    }
}
