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
