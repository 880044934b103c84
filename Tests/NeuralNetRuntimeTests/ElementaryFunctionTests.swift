import NeuralNet
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Holds our own exponential and logarithm to the system's in Double.
@Suite struct ElementaryFunctionTests {
    @Test func `the exponential is at most 1 ulp off from −87 to 88`() {
        let below = worstError(from: -87, to: -1e-30, { $0.exponential() }, { exp($0) })
        let above = worstError(from: 1e-30, to: 88, { $0.exponential() }, { exp($0) })
        #expect(max(below, above) <= 1)
    }

    @Test func `the logarithm is at most 1 ulp off for all positive normal numbers`() {
        let all = worstError(
            from: .leastNormalMagnitude,
            to: .greatestFiniteMagnitude,
            { $0.logarithm() },
            { log($0) }
        )
        let nearOne = worstError(from: 0.5, to: 2, step: 7, { $0.logarithm() }, { log($0) })
        #expect(max(all, nearOne) <= 1)
    }

    @Test(arguments: zip([0, -0.0, -87.5, -1e30, -Float.infinity], [1, 1, 0, 0, 0] as [Float]))
    func `the exponential meets its ends`(argument: Float, expected: Float) {
        #expect(SIMD4(repeating: argument).exponential() == SIMD4(repeating: expected))
    }

    @Test func `what is not a number stays so`() {
        let vector = SIMD4<Float>(.nan, 0, 1, .infinity)
        #expect(vector.exponential()[0].isNaN)
        #expect(vector.exponential()[1] == 1)
        #expect(vector.logarithm()[0].isNaN)
        #expect(vector.logarithm()[2] == 0)
        #expect(vector.logarithm()[3].isNaN)
        #expect(vector.rectified()[0].isNaN)
        #expect(vector.rectified()[3] == .infinity)
    }

    /// The largest distance from the exact value in units of the result's last place, over every
    /// `step`-th Float of a range of one sign.
    private func worstError(
        from first: Float,
        to last: Float,
        step: UInt32 = 997,
        _ function: (SIMD4<Float>) -> SIMD4<Float>,
        _ exact: (Double) -> Double
    ) -> Double {
        let bits = [first.bitPattern, last.bitPattern].sorted()
        var worst = 0.0
        for pattern in stride(from: bits[0], through: bits[1], by: Int(step)) {
            let argument = Float(bitPattern: pattern)
            let result = function(SIMD4(repeating: argument))[0]
            let expected = exact(Double(argument))
            guard expected != 0 else { continue }
            worst = max(worst, abs(Double(result) - expected) / Double(Float(expected).ulp))
        }
        return worst
    }
}
