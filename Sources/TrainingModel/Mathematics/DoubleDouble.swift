/// A number of about 106 bits: the unevaluated sum of two doubles.
///
/// The operations err by a few parts in 2¹⁰⁴ and consist of +, −, × and ÷ alone. Fused
/// multiply-add would shorten the product, but where a processor lacks it the compiler calls the C
/// library's, which this target does not link.
///
/// - Source: Muller et al., "Handbook of Floating-Point Arithmetic", 2nd ed., chapters "Basic
///   Properties and Algorithms" (sums and products without error) and "Extending the Precision".
struct DoubleDouble {
    /// The number rounded to nearest.
    let high: Double

    /// What rounding to ``high`` lost, at most half a unit in the last place of ``high``.
    let low: Double

    /// Stores a number that is a double.
    init(_ value: Double) {
        (high, low) = (value, 0)
    }

    /// Adds two doubles without error (Knuth's 2Sum).
    ///
    /// - Precondition: The sum does not overflow.
    init(sumOf first: Double, _ second: Double) {
        high = first + second
        let secondPart = high - first
        let firstPart = high - secondPart
        low = (first - firstPart) + (second - secondPart)
    }

    /// Adds two doubles without error, the larger one first (Dekker's Fast2Sum).
    ///
    /// - Precondition: |larger| ≥ |smaller|, or `larger` is 0; the sum does not overflow.
    init(larger: Double, smaller: Double) {
        high = larger + smaller
        low = smaller - (high - larger)
    }

    /// Multiplies two doubles without error (Dekker's product).
    ///
    /// - Precondition: Both factors are below 2⁹⁹⁶ and the product is below 2¹⁰²². The error term
    ///   is exact unless the product is below 2⁻⁹⁶⁸.
    init(productOf first: Double, _ second: Double) {
        let (firstHead, firstTail) = Self.halves(of: first)
        let (secondHead, secondTail) = Self.halves(of: second)
        high = first * second
        low =
            ((firstHead * secondHead - high) + firstHead * secondTail + firstTail * secondHead)
            + firstTail * secondTail
    }

    /// Splits a double into two of at most 26 bits each (Veltkamp's splitting).
    private static func halves(of value: Double) -> (head: Double, tail: Double) {
        let scaled = 134_217_729 * value  // 2²⁷ + 1
        let head = scaled - (scaled - value)
        return (head, value - head)
    }

    /// Adds; after cancellation the error is small beside the operands, not beside the sum.
    static func + (left: Self, right: Self) -> Self {
        let sum = DoubleDouble(sumOf: left.high, right.high)
        return DoubleDouble(larger: sum.high, smaller: sum.low + (left.low + right.low))
    }

    /// Negates without error.
    static prefix func - (operand: Self) -> Self {
        DoubleDouble(larger: -operand.high, smaller: -operand.low)
    }

    /// Multiplies.
    static func * (left: Self, right: Self) -> Self {
        let product = DoubleDouble(productOf: left.high, right.high)
        let cross = left.high * right.low + left.low * right.high
        return DoubleDouble(larger: product.high, smaller: product.low + cross)
    }

    /// Divides: one quotient in double precision, and one more of what is left over.
    static func / (left: Self, right: Self) -> Self {
        let quotient = left.high / right.high
        let remainder = left + -(right * DoubleDouble(quotient))
        return DoubleDouble(larger: quotient, smaller: remainder.high / right.high)
    }
}

/// A polynomial whose coefficients are reciprocals of whole numbers, as those of Taylor series are.
///
/// The first coefficients have 106 bits. The terms of the others are so much smaller than the sum
/// that double precision is enough for them.
struct TaylorSeries {
    private let leading: [DoubleDouble]
    private let trailing: [Double]

    /// Takes the coefficients 1 / `denominators`, the constant term first.
    ///
    /// - Parameters:
    ///   - denominators: Whole numbers that doubles hold exactly, not 0.
    ///   - leadingCount: How many coefficients get 106 bits.
    init(denominators: [Double], leadingCount: Int) {
        leading = denominators.prefix(leadingCount).map { DoubleDouble(1) / DoubleDouble($0) }
        trailing = denominators.dropFirst(leadingCount).map { 1 / $0 }
    }

    /// The sum of the terms at `argument`, by Horner's rule.
    func value(at argument: DoubleDouble) -> DoubleDouble {
        let tail = trailing.reversed().reduce(0) { $0 * argument.high + $1 }
        return leading.reversed().reduce(DoubleDouble(tail)) { $0 * argument + $1 }
    }

    /// n! for each of `numbers`, exact up to 22!.
    static func factorials(of numbers: some Sequence<Int>) -> [Double] {
        numbers.map { number in
            (0..<number).reduce(1) { $0 * Double($1 + 1) }
        }
    }
}
