import NeuralNet
import SweepTesting
import Testing
import TrainingModel

/// Checks the fast reading of decimal numbers against Swift's own.
@Suite struct DecimalNumberTests {
    /// Numbers whose nearest Double is hard to find, and those at the ends of the fast paths.
    static let numbers = [
        "0", "-0", "+0", "-0.0", "0e500", "00", "5.", ".5", "-.5", "+7", "1e5", "1E+5", "1e-5",
        "9007199254740992", "9007199254740993", "9007199254740993.5", "9007199254740994",
        "9223372036854775807", "18446744073709551615", "18446744073709551616",
        "9999999999999999999", "99999999999999999999", "0.9999999999999999999",
        "0.30000000000000004", "0.1000000000000000055511151231257827", "8.9884656743115795e307",
        "1.7976931348623157e308", "1e309", "-1e999", "4.9e-324", "2.4703282292062327e-324", "1e22",
        "1e23", "8.5e22", "123456789012345678e4", "1234567890123456789e-19",
        "0.1234567890123456789",
        "0.0000000000000000001", "0.00000000000000000012345", "0.0012345678901234567", "1e-22",
        "1e-23", "1e0000000005", "inf", "-infinity", "nan", "1e1000000000000",
        // Halfway between two Doubles, and a last digit beside it.
        "4503599627370497.5", "4503599627370496.5", "1.00000000000000011", "4503599627370496.501",
        "1.000000000000000111", "1.0000000000000001110",
    ]

    @Test(arguments: numbers)
    func `a number is the nearest Double`(text: String) {
        #expect(DecimalNumber.value(of: text)?.bitPattern == Double(text)?.bitPattern)
    }

    @Test(arguments: [
        "", " ", ".", "-", "+", "e5", ".e5", "1e", "1e+", "--1", "1.2.3", "1,5", "1 2", "0x10",
        "1\u{0}99", "1\u{0}", "\u{0}", "1_000", "١", "1e5.0", "+-1", "½",
    ])
    func `other texts are no numbers, those with a NUL included`(text: String) {
        #expect(DecimalNumber.value(of: text) == nil)
    }

    @Test func `spaces and tabs around a number do not count`() {
        #expect(DecimalNumber.value(of: " \t-1.5e3\t ") == -1500)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `ten thousand drawn numbers have the bits that Swift gives`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<10_000 {
            let text = Self.number(&generator)
            #expect(DecimalNumber.value(of: text)?.bitPattern == Double(text)?.bitPattern)
        }
        for _ in 0..<10_000 {
            let number = Double(bitPattern: generator.next())
            guard number.isFinite else { continue }
            #expect(DecimalNumber.value(of: "\(number)") == number)
        }
    }

    /// Up to 21 digits with a point anywhere, and an exponent in half of the cases.
    private static func number(_ generator: inout SplitMix64) -> String {
        let digitCount = 1 + Int(generator.next() % 21)
        var text = generator.next() % 2 == 0 ? "-" : ""
        let point = Int(generator.next() % 22)
        for index in 0..<digitCount {
            if index == point { text += "." }
            text += "\(generator.next() % 10)"
        }
        if generator.next() % 2 == 0 { text += "e\(Int(generator.next() % 60) - 30)" }
        return text
    }
}
