import Foundation
import Testing
import TrainingModel

/// Holds the functions to the C library's, which err by less than a unit as well.
///
/// Two results that are both within one unit of the truth are at most one double apart, unless one
/// of them lies in the middle. The distance to the truth itself was measured with mpmath when the
/// functions were written; the golden bits keep that from changing.
@Suite struct ElementaryFunctionsTests {
    private static let countPerSeed = 8000

    private typealias Function = (Double) -> Double

    private func farthest(
        seed: UInt64,
        _ function: Function,
        _ reference: Function,
        _ argument: (inout SplitMix64) -> Double
    ) -> (distance: UInt64, argument: Double) {
        var numbers = SplitMix64(seed: seed)
        var farthest: (distance: UInt64, argument: Double) = (0, 0)
        for _ in 0..<Self.countPerSeed {
            let value = argument(&numbers)
            let distance = UnitsInTheLastPlace.distance(function(value), reference(value))
            if distance > farthest.distance { farthest = (distance, value) }
        }
        return farthest
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `the logarithm is right to one unit in the last place`(seed: UInt64) {
        let ranges: [(inout SplitMix64) -> Double] = [
            { $0.number(in: 0.5...2) },
            { 1 + $0.number(in: -1e-6...1e-6) },
            { Double(bitPattern: $0.next()).magnitude },
            { Double(bitPattern: $0.next() >> 13) },
        ]
        for argument in ranges {
            let worst = farthest(seed: seed, ElementaryFunctions.logarithm, log, argument)
            #expect(worst.distance <= 1, "ln \(worst.argument)")
        }
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `the exponential is right to one unit in the last place`(seed: UInt64) {
        let ranges: [(inout SplitMix64) -> Double] = [
            { $0.number(in: -1...1) },
            { $0.number(in: -1e-8...1e-8) },
            { $0.number(in: -708...710) },
            { $0.number(in: -746 ... -708) },
            { Double(bitPattern: $0.next()) },
        ]
        for argument in ranges {
            let worst = farthest(seed: seed, ElementaryFunctions.exponential, exp, argument)
            #expect(worst.distance <= 1, "exp \(worst.argument)")
        }
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `cosine and sine are right to one unit in the last place`(seed: UInt64) {
        let ranges: [(inout SplitMix64) -> Double] = [
            { $0.number(in: -0.8...0.8) },
            { $0.number(in: -7...7) },
            { $0.number(in: -1e6...1e6) },
            { Double($0.next() >> 44) * (Double.pi / 2) },
            { Double(bitPattern: $0.next()) },
        ]
        for argument in ranges {
            let worst = farthest(seed: seed, ElementaryFunctions.cosine, cos, argument)
            #expect(worst.distance <= 1, "cos \(worst.argument)")
            let other = farthest(seed: seed, ElementaryFunctions.sine, sin, argument)
            #expect(other.distance <= 1, "sin \(other.argument)")
        }
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `a power is right to one unit in the last place`(seed: UInt64) {
        let ranges: [(inout SplitMix64) -> (Double, Double)] = [
            { ($0.number(in: 0...2), $0.number(in: -20...20)) },
            { ($0.number(in: 0.8...1), $0.number(in: 0...4000)) },
            { (1 + $0.number(in: -1e-9...1e-9), $0.number(in: -1e12...1e12)) },
            { (Double(bitPattern: $0.next()), Double($0.next() % 41) - 20) },
            { (Double(bitPattern: $0.next()), Double(bitPattern: $0.next())) },
            { numbers in
                let base = numbers.number(in: 1e-300...1e-2)
                return (base, numbers.number(in: -746...710) / log(base))
            },
        ]
        for arguments in ranges {
            var numbers = SplitMix64(seed: seed)
            var worst: (distance: UInt64, base: Double, exponent: Double) = (0, 0, 0)
            for _ in 0..<Self.countPerSeed {
                let (base, exponent) = arguments(&numbers)
                let distance = UnitsInTheLastPlace.distance(
                    ElementaryFunctions.power(base, exponent),
                    pow(base, exponent)
                )
                if distance > worst.distance { worst = (distance, base, exponent) }
            }
            #expect(worst.distance <= 1, "\(worst.base) to the power of \(worst.exponent)")
        }
    }

    /// All pairs of 29 numbers, each a case of the standard or at its edge.
    @Test func `each special case of the power is the standard's`() {
        let magnitudes: [Double] = [
            0, .leastNonzeroMagnitude, .leastNormalMagnitude, 0.5, 1 - 0x1p-53, 1, 1 + 0x1p-52, 2,
            3,
            0x1.8p51, 0x1p53 - 1, 0x1p53, .greatestFiniteMagnitude, .infinity,
        ]
        let numbers = magnitudes + magnitudes.map { -$0 } + [.nan]
        for base in numbers {
            for exponent in numbers {
                let value = ElementaryFunctions.power(base, exponent)
                let expected = pow(base, exponent)
                let isNear = UnitsInTheLastPlace.distance(value, expected) <= 1
                #expect(
                    isNear && (value.isNaN || value.sign == expected.sign),
                    "\(base) to the power of \(exponent) is \(value), not \(expected)"
                )
            }
        }
    }

    @Test(arguments: -30...30)
    func `whole powers that fit are exact`(exponent: Int) {
        let powerOfTwo = Double(sign: .plus, exponent: exponent, significand: 1)
        #expect(ElementaryFunctions.power(2, Double(exponent)) == powerOfTwo)
        let powerOfMinusTwo = exponent.isMultiple(of: 2) ? powerOfTwo : -powerOfTwo
        #expect(ElementaryFunctions.power(-2, Double(exponent)) == powerOfMinusTwo)
        guard (0...22).contains(exponent) else { return }
        let powerOfTen = (0..<exponent).reduce(1.0) { power, _ in power * 10 }
        #expect(ElementaryFunctions.power(10, Double(exponent)) == powerOfTen)
    }

    @Test func `an exponent of 1 changes nothing`() {
        var numbers = SplitMix64(seed: 1)
        for _ in 0..<Self.countPerSeed {
            let base = Double(bitPattern: numbers.next())
            let power = ElementaryFunctions.power(base, 1)
            #expect(UnitsInTheLastPlace.distance(power, base) == 0)
        }
    }

    @Test(arguments: [Double.nan, -.nan, .signalingNaN, Double(bitPattern: 0xfff8_0000_0000_00ff)])
    func `one NaN comes of all NaNs`(argument: Double) {
        let results = [
            ElementaryFunctions.logarithm(argument), ElementaryFunctions.exponential(argument),
            ElementaryFunctions.cosine(argument), ElementaryFunctions.sine(argument),
            ElementaryFunctions.power(argument, 2), ElementaryFunctions.power(2, argument),
            ElementaryFunctions.logarithm(-1), ElementaryFunctions.power(-1, 0.5),
            ElementaryFunctions.cosine(.infinity), ElementaryFunctions.sine(-.infinity),
        ]
        #expect(results.allSatisfy { $0.bitPattern == Double.nan.bitPattern })
        #expect(ElementaryFunctions.power(argument, 0) == 1)
        #expect(ElementaryFunctions.power(1, argument) == 1)
    }

    @Test func `limits and zeros are exact`() {
        let expectations: [(Double, Double)] = [
            (ElementaryFunctions.logarithm(0), -.infinity),
            (ElementaryFunctions.logarithm(-0.0), -.infinity),
            (ElementaryFunctions.logarithm(.infinity), .infinity),
            (ElementaryFunctions.logarithm(1), 0),
            (ElementaryFunctions.exponential(0), 1),
            (ElementaryFunctions.exponential(-0.0), 1),
            (ElementaryFunctions.exponential(.infinity), .infinity),
            (ElementaryFunctions.exponential(-.infinity), 0),
            (ElementaryFunctions.exponential(.greatestFiniteMagnitude), .infinity),
            (ElementaryFunctions.exponential(-.greatestFiniteMagnitude), 0),
            (ElementaryFunctions.exponential(.leastNonzeroMagnitude), 1),
            (ElementaryFunctions.cosine(0), 1),
            (ElementaryFunctions.cosine(-0.0), 1),
            (ElementaryFunctions.cosine(.leastNonzeroMagnitude), 1),
            (ElementaryFunctions.sine(0), 0),
            (ElementaryFunctions.sine(-0.0), -0.0),
            (ElementaryFunctions.sine(.leastNonzeroMagnitude), .leastNonzeroMagnitude),
        ]
        for (index, (value, expected)) in expectations.enumerated() {
            #expect(value.bitPattern == expected.bitPattern, "case \(index)")
        }
    }
}

extension SplitMix64 {
    /// A number that is uniform in `range`.
    fileprivate mutating func number(in range: ClosedRange<Double>) -> Double {
        let fraction = Double(next() >> 11) * 0x1p-53
        return range.lowerBound + (range.upperBound - range.lowerBound) * fraction
    }
}

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
