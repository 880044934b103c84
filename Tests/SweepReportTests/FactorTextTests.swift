import SweepResults
import Testing

/// Factors in words.
struct FactorTextTests {
    @Test(arguments: [
        (0.48, "52 % less"), (1.3, "30 % more"), (1, "as much"), (3.4, "3.4 times as much"),
        (0.0123, "98.8 % less"), (0.0004, "99.960 % less"), (0.998, "0.2 % less"),
        (.nan, "unknown"),
    ])
    func `a factor is said as what is less or more`(factor: Double, words: String) {
        #expect(FactorText.change(factor) == words)
    }

    @Test(arguments: [
        (0.4, 0.58, "42 to 60 % less"), (1.1, 1.25, "10 to 25 % more"),
        (0.7, 1.12, "30 % less to 12 % more"), (3, 40, "3.0 to 40 times as much"),
        (0.5, 4, "50 % less to 4.0 times as much"),
        (0.93, 0.99909, "0.091 % to 7 % less"), (1.005, 1.2, "0.5 % to 20 % more"),
        (0.9, 0.9, "10 % less"), (0.02, 0.9, "10 % to 98.0 % less"),
    ])
    func `an interval of a factor is said from end to end`(
        low: Double,
        high: Double,
        words: String
    ) {
        #expect(FactorText.range((low, high)) == words)
    }

    @Test func `a share is a percentage`() {
        #expect(FactorText.share(0.48) == "48 %")
        #expect(FactorText.share(.infinity) == "–")
    }
}
