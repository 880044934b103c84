import SweepSpecReader
import Testing

/// Numbers at equal distances.
@Suite struct EvenStepsTests {
    @Test(arguments: [
        (EvenSteps.linear, 0.0, 0.9, [0, 0.3, 0.6, 0.9]),
        (.linear, 0.9, 0.0, [0.9, 0.6, 0.3, 0]),
        (.linear, -1.0, 1.0, [-1, 0, 1]),
        (.linear, 0.1, 0.7, [0.1, 0.7]),
        (.log, 0.001, 1.0, [0.001, 0.01, 0.1, 1]),
        (.log1m, 0.9, 0.999, [0.9, 0.9683772, 0.99, 0.99683772, 0.999]),
        (.log, 1e-9, 1e-7, [1e-9, 1e-8, 1e-7]),
        (.log, 0.01, 0.1, [0.01, 0.0316228, 0.1]),
        (.log1m, 0.0, 0.99, [0, 0.9, 0.99]),
    ])
    func `steps are equal on their scale`(
        scale: EvenSteps,
        first: Double,
        last: Double,
        expected: [Double]
    ) {
        #expect(scale.numbers(from: first, to: last, count: expected.count) == expected)
    }

    /// 1−μ shrinks by the same factor from value to value, within the 6 digits that are kept.
    @Test func `steps of log1m have a constant ratio`() {
        let values = EvenSteps.log1m.numbers(from: 0.5, to: 0.999, count: 9)
        let ratios = zip(values, values.dropFirst()).map { (1 - $1) / (1 - $0) }
        #expect(ratios.allSatisfy { abs($0 - ratios[0]) < 1e-5 })
    }
}
