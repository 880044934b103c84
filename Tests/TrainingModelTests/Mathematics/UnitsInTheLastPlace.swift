/// How far apart two numbers are, counted in doubles.
enum UnitsInTheLastPlace {
    /// The number of steps from one double to the next between `first` and `second`.
    ///
    /// NaNs are no steps apart, but a NaN is as far as can be from a number; −0 is next to +0.
    static func distance(_ first: Double, _ second: Double) -> UInt64 {
        if first.isNaN || second.isNaN { return first.isNaN && second.isNaN ? 0 : .max }
        let (rank, otherRank) = (rank(of: first), rank(of: second))
        return UInt64(rank.subtractingReportingOverflow(otherRank).partialValue.magnitude)
    }

    /// Consecutive numbers for consecutive doubles.
    private static func rank(of number: Double) -> Int64 {
        let bits = Int64(bitPattern: number.bitPattern)
        return bits >= 0 ? bits : Int64.min - bits - 1
    }
}
