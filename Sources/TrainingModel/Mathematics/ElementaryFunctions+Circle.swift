extension ElementaryFunctions {
    /// The cosine of `angle`.
    ///
    /// NaN for NaN and ±∞, and 1 for 0. The error is below 0.51 ulp for all finite angles, however
    /// large.
    ///
    /// - Parameter angle: In radians, any number.
    /// - Returns: cos `angle`.
    public static func cosine(_ angle: Double) -> Double {
        guard angle.isFinite else { return .nan }
        let turns = QuarterTurns(ofAngle: angle.magnitude)
        switch turns.count {
        case 0: return cosine(ofRest: turns.rest)
        case 1: return -sine(ofRest: turns.rest)
        case 2: return -cosine(ofRest: turns.rest)
        default: return sine(ofRest: turns.rest)
        }
    }

    /// The sine of `angle`.
    ///
    /// NaN for NaN and ±∞; a zero keeps its sign. The error is below 0.51 ulp for all finite
    /// angles, however large.
    ///
    /// - Parameter angle: In radians, any number.
    /// - Returns: sin `angle`.
    public static func sine(_ angle: Double) -> Double {
        guard angle.isFinite else { return .nan }
        // sin x = x − x³/6 + … rounds to x, and the sign of −0 stays.
        if angle.magnitude < 0x1p-27 { return angle }
        let turns = QuarterTurns(ofAngle: angle.magnitude)
        let magnitude =
            switch turns.count {
            case 0: sine(ofRest: turns.rest)
            case 1: cosine(ofRest: turns.rest)
            case 2: -sine(ofRest: turns.rest)
            default: -cosine(ofRest: turns.rest)
            }
        return angle < 0 ? -magnitude : magnitude
    }

    /// Σ (−t)ⁿ / (2n)!, which is cos √t, for t ≤ 0.617: the first term left out is 2⁻⁷⁷.
    ///
    /// Source: DLMF 4.19.2.
    private static let cosineSeries = TaylorSeries(
        denominators: alternating(TaylorSeries.factorials(of: (0..<11).map { 2 * $0 })),
        leadingCount: 3
    )

    /// Σ (−t)ⁿ / (2n + 1)!, which is sin √t / √t, for t ≤ 0.617: the first term left out is 2⁻⁷².
    ///
    /// Source: DLMF 4.19.1.
    private static let sineSeries = TaylorSeries(
        denominators: alternating(TaylorSeries.factorials(of: (0..<10).map { 2 * $0 + 1 })),
        leadingCount: 3
    )

    private static func alternating(_ numbers: [Double]) -> [Double] {
        numbers.enumerated().map { $0.offset.isMultiple(of: 2) ? $0.element : -$0.element }
    }

    private static func cosine(ofRest rest: DoubleDouble) -> Double {
        cosineSeries.value(at: rest * rest).high
    }

    private static func sine(ofRest rest: DoubleDouble) -> Double {
        (rest * sineSeries.value(at: rest * rest)).high
    }
}
