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

/// An angle as whole quarter turns and a rest of at most an eighth of a turn.
///
/// The rest has about 75 correct bits for every double, however large: no double of at least π/4
/// comes closer to a multiple of π/2 than about 2⁻⁶².
///
/// - Source: Payne and Hanek, "Radian Reduction for Trigonometric Functions", ACM SIGNUM
///   Newsletter 18 (1983); Muller, "Elementary Functions", 3rd ed., on range reduction.
struct QuarterTurns {
    /// The number of quarter turns modulo 4.
    let count: Int

    /// The rest of the angle in radians, in −π/4...π/4, up to rounding.
    let rest: DoubleDouble

    /// Reduces `angle`.
    ///
    /// - Parameter angle: In radians, finite and not negative.
    init(ofAngle angle: Double) {
        guard angle > 0x1.92p-1 else {
            (count, rest) = (0, DoubleDouble(angle))
            return
        }
        // angle = mantissa · 2^(exponent − 52), and angle · 2/π modulo 4 with 190 bits after the
        // point, so that the two highest bits of all 192 count quarter turns.
        let mantissa = angle.significandBitPattern | 1 << 52
        let turns = Self.product(of: mantissa, Self.window(atBit: Int(angle.exponent) + 10))
        // Half a quarter more, to round to the nearest quarter.
        count = Int((turns.0 &+ 1 << 61) >> 62)
        let fraction = (
            turns.0 << 2 | turns.1 >> 62, turns.1 << 2 | turns.2 >> 62, turns.2 << 2
        )
        let isNegative = fraction.0 >> 63 == 1
        let magnitude = Self.value(of: isNegative ? Self.negated(fraction) : fraction)
        rest = (isNegative ? -magnitude : magnitude) * Self.halfPi
    }

    /// 192 bits, the highest word first.
    private typealias Words = (UInt64, UInt64, UInt64)

    private static let halfPi = DoubleDouble(
        larger: 0x1.921fb54442d18p0,
        smaller: 0x1.1a62633145c07p-54
    )

    /// A word of zeros, and then the first 1216 bits of 2/π behind the point.
    private static let twoOverPi: [UInt64] = [
        0x0000_0000_0000_0000, 0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0,
        0xdb62_9599_3c43_9041, 0xfe51_63ab_debb_c561, 0xb724_6e3a_424d_d2e0,
        0x0649_2eea_09d1_921c, 0xfe1d_eb1c_b129_a73e, 0xe882_35f5_2ebb_4484,
        0xe99c_7026_b45f_7e41, 0x3991_d639_8353_39f4, 0x9c84_5f8b_bdf9_283b,
        0x1ff8_97ff_de05_980f, 0xef2f_118b_5a0a_6d1f, 0x6d36_7ecf_27cb_09b7,
        0x4f46_3f66_9e5f_ea2d, 0x7527_bac7_ebe5_f17b, 0x3d07_39f7_8a52_92ea,
        0x6bfb_5fb1_1f8d_5d08, 0x5603_3046_fc7b_6bab,
    ]

    /// 192 bits of ``twoOverPi`` from `bit` on.
    private static func window(atBit bit: Int) -> Words {
        func word(_ index: Int) -> UInt64 {
            let (first, offset) = (bit / 64 + index, UInt64(bit % 64))
            // A smart shift by 64 gives 0, as it must if the offset is 0.
            return twoOverPi[first] << offset | twoOverPi[first + 1] >> (64 - offset)
        }
        return (word(0), word(1), word(2))
    }

    /// `factor` · `words` modulo 2¹⁹².
    private static func product(of factor: UInt64, _ words: Words) -> Words {
        let low = factor.multipliedFullWidth(by: words.2)
        let middle = factor.multipliedFullWidth(by: words.1)
        let (second, carry) = middle.low.addingReportingOverflow(low.high)
        return (factor &* words.0 &+ middle.high &+ (carry ? 1 : 0), second, low.low)
    }

    /// The two's complement of `words`.
    private static func negated(_ words: Words) -> Words {
        let third = ~words.2 &+ 1
        let second = ~words.1 &+ (third == 0 ? 1 : 0)
        return (~words.0 &+ (third == 0 && second == 0 ? 1 : 0), second, third)
    }

    /// `words` · 2⁻¹⁹², truncated to 106 bits.
    private static func value(of words: Words) -> DoubleDouble {
        var (first, second, third) = words
        var scale = 1.0
        while first == 0 && scale > 0x1p-192 {
            (first, second, third) = (second, third, 0)
            scale *= 0x1p-64
        }
        let shift = UInt64(first.leadingZeroBitCount)
        first = first << shift | second >> (64 - shift)
        second = second << shift | third >> (64 - shift)
        scale /= ElementaryFunctions.powerOfTwo(Int(shift))
        let high = Double(first >> 11) * 0x1p-53
        let low = Double((first & 0x7ff) << 42 | second >> 22) * 0x1p-106
        return DoubleDouble(larger: high * scale, smaller: low * scale)
    }
}
