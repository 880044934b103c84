/// The numbers that an axis or a key of the spec takes, with a text for messages.
public struct NumberRange: Hashable, Sendable {
    /// The smallest number.
    public let lowest: Double

    /// Whether the smallest number itself is allowed.
    public let includesLowest: Bool

    /// The largest number, which is allowed.
    public let highest: Double

    /// Whether fractions are refused.
    public let isWhole: Bool

    /// Whether numbers above 0 are refused that are 0 in single precision.
    public let refusesVanishing: Bool

    /// The range as a text, for example `a number from 0 to 1`.
    public let description: String

    /// Describes a range.
    init(
        lowest: Double,
        includesLowest: Bool = true,
        highest: Double,
        isWhole: Bool = false,
        refusesVanishing: Bool = false,
        description: String
    ) {
        self.lowest = lowest
        self.includesLowest = includesLowest
        self.highest = highest
        self.isWhole = isWhole
        self.refusesVanishing = refusesVanishing
        self.description = description
    }

    /// Whether `number` is allowed, as it is and as the Float that is trained with.
    public func contains(_ number: Double) -> Bool {
        let isAboveLowest =
            includesLowest ? number >= lowest : number > lowest && Double(Float(number)) > lowest
        guard !refusesVanishing || number == 0 || Float(number) != 0 else { return false }
        return isAboveLowest && number <= highest && (!isWhole || number == number.rounded())
    }

    /// Numbers above 0, up to a million, which is far from overflow in single precision.
    public static let positive = NumberRange(
        lowest: 0,
        includesLowest: false,
        highest: 1e6,
        description: "a number above 0, at most 1000000"
    )

    /// Numbers from 0 to a million.
    public static let notNegative = NumberRange(
        lowest: 0,
        highest: 1e6,
        description: "a number from 0 to 1000000"
    )

    /// 0 for no limit, or a limit above it that is above 0 in single precision, too.
    public static let limitOrNone = NumberRange(
        lowest: 0,
        highest: 1e6,
        refusesVanishing: true,
        description: "0 for none, or a number above 0, at most 1000000"
    )

    /// Shares of a whole that leave something; the largest is the Float before 1, since Floats are
    /// what is trained with.
    public static let belowOne = NumberRange(
        lowest: 0,
        highest: Double(Float(1).nextDown),
        description: "a number from 0 to below 1 (in single precision: at most 0.99999994)"
    )

    /// Shares of a whole.
    public static let share = NumberRange(
        lowest: 0,
        highest: 1,
        description: "a number from 0 to 1"
    )

    /// Shares of a whole that are more than nothing.
    public static let positiveShare = NumberRange(
        lowest: 0,
        includesLowest: false,
        highest: 1,
        description: "a number above 0, at most 1"
    )

    /// Any number that is finite.
    public static let finite = NumberRange(
        lowest: -.greatestFiniteMagnitude,
        highest: .greatestFiniteMagnitude,
        description: "a finite number"
    )

    /// The whole numbers of `range`.
    public static func whole(_ range: ClosedRange<Int>) -> NumberRange {
        NumberRange(
            lowest: Double(range.lowerBound),
            highest: Double(range.upperBound),
            isWhole: true,
            description: "a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
    }
}
