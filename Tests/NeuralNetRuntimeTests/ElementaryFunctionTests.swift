import NeuralNet
import NeuralNetRuntime
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

#if arch(x86_64)
/// The exact values in 80 bits, 11 more than Double has.
private typealias Exact = Float80
#else
/// The exact values, with 29 more bits than Float has.
private typealias Exact = Double
#endif

/// Holds our own elementary functions to the system's in more digits.
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

    @Test(arguments: [(1e-30, 1, 997), (0.01, 1, 7), (1, 20, 7)] as [(Float, Float, UInt32)])
    func `the hyperbolic tangent is at most 2 ulp off`(first: Float, last: Float, step: UInt32) {
        for sign in [1, -1] as [Float] {
            let worst = worstError(
                from: sign * first,
                to: sign * last,
                step: step,
                { $0.hyperbolicTangent() },
                { tanh($0) }
            )
            #expect(worst <= 2)
        }
    }

    @Test(arguments: [(1e-30, 1, 997), (0.01, 1, 7), (1, 20, 7)] as [(Float, Float, UInt32)])
    func `the error function is at most 2 ulp off`(first: Float, last: Float, step: UInt32) {
        for sign in [1, -1] as [Float] {
            let worst = worstError(
                from: sign * first,
                to: sign * last,
                step: step,
                { $0.errorFunction() },
                { erf($0) }
            )
            #expect(worst <= 2)
        }
    }

    @Test(arguments: zip([0, -0.0, -87.5, -1e30, -Float.infinity], [1, 1, 0, 0, 0] as [Float]))
    func `the exponential meets its ends`(argument: Float, expected: Float) {
        #expect(SIMD4(repeating: argument).exponential() == SIMD4(repeating: expected))
    }

    @Test func `tangent and error function keep zeros, signs and ends`() {
        let arguments = SIMD4<Float>(0, -0.0, .infinity, -.infinity)
        for values in [arguments.hyperbolicTangent(), arguments.errorFunction()] {
            #expect(values == SIMD4(0, 0, 1, -1))
            #expect(values[0].sign == .plus)
            #expect(values[1].sign == .minus)
        }
    }

    @Test func `what is not a number stays so`() {
        let vector = SIMD4<Float>(.nan, 0, 1, .infinity)
        #expect(vector.exponential()[0].isNaN)
        #expect(vector.exponential()[1] == 1)
        #expect(vector.logarithm()[0].isNaN)
        #expect(vector.logarithm()[2] == 0)
        #expect(vector.logarithm()[3].isNaN)
        #expect(vector.hyperbolicTangent()[0].isNaN)
        #expect(vector.errorFunction()[0].isNaN)
        #expect(vector.rectified()[0].isNaN)
        #expect(vector.rectified()[3] == .infinity)
    }

    /// Every 4,099th of all bit patterns, infinities and NaNs too.
    @Test(arguments: LaneFunctions.Function.allCases)
    func `each function has the same bits on all instruction sets`(
        function: LaneFunctions.Function
    ) {
        let arguments = stride(from: UInt32(0), to: .max - 4_099, by: 4_099).map {
            Float(bitPattern: $0)
        }
        let expected = values(function, of: arguments, .baseline)
        for instructionSet in InstructionSetName.supported {
            // Compared outside of the macro, which would print a million numbers.
            let areEqual = values(function, of: arguments, instructionSet) == expected
            #expect(areEqual)
        }
    }

    /// The bits of the values; those of what is not a number may differ in their payload.
    private func values(
        _ function: LaneFunctions.Function,
        of arguments: [Float],
        _ instructionSet: InstructionSetName
    ) -> [UInt32] {
        let functions = instructionSet.kernels.functions
        let vectors = (arguments.count + functions.laneCount - 1) / functions.laneCount
        let numbers = UnsafeMutableRawPointer.allocate(
            byteCount: vectors * functions.laneCount * MemoryLayout<Float>.stride,
            alignment: 64
        )
        defer { numbers.deallocate() }
        let floats = numbers.initializeMemory(
            as: Float.self,
            repeating: 1,
            count: vectors * functions.laneCount
        )
        for (index, argument) in arguments.enumerated() { floats[index] = argument }
        functions.apply(function, numbers, vectors)
        return arguments.indices.map { floats[$0].isNaN ? .max : floats[$0].bitPattern }
    }

    /// The largest distance from the exact value in units of the result's last place, over every
    /// `step`-th Float of a range of one sign.
    private func worstError(
        from first: Float,
        to last: Float,
        step: UInt32 = 997,
        _ function: (SIMD4<Float>) -> SIMD4<Float>,
        _ exact: (Exact) -> Exact
    ) -> Exact {
        let bits = [first.bitPattern, last.bitPattern].sorted()
        var worst: Exact = 0
        for pattern in stride(from: bits[0], through: bits[1], by: Int(step)) {
            let argument = Float(bitPattern: pattern)
            let result = function(SIMD4(repeating: argument))[0]
            let expected = exact(Exact(argument))
            guard expected != 0 else { continue }
            worst = max(worst, abs(Exact(result) - expected) / Exact(Float(expected).ulp))
        }
        return worst
    }
}
