internal import NeuralNet
public import NeuralNetRuntime

/// Measures the peak of one core: fused multiply-adds in registers and nothing else.
public struct PeakBenchmark: Sendable {
    /// The kernels to use.
    public var instructionSet: InstructionSetName

    /// Describes a measurement.
    ///
    /// - Parameter instructionSet: The kernels to use.
    public init(instructionSet: InstructionSetName) {
        self.instructionSet = instructionSet
    }

    /// Measures five times for some milliseconds each.
    ///
    /// - Returns: Billions of floating-point operations in a second, the median.
    public func measure() -> Double {
        let peaks = instructionSet.kernels.peaks
        let kernels = peaks[peaks.count - 1]
        let count = (1 + kernels.chains) * kernels.laneCount
        let numbers = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<Float>.stride,
            alignment: 64
        )
        defer { numbers.deallocate() }
        numbers.initializeMemory(as: Float.self, repeating: 0.5, count: count)
        // A processor without the instruction is a hundred times slower.
        let rounds = instructionSet == .baseline ? 50_000 : 2_000_000
        let times = (0..<5).map { _ in ThreadClock.measure { kernels.run(numbers, rounds) } }
        let seconds = times.sorted()[2] / .seconds(1)
        let operations = 2 * kernels.chains * kernels.laneCount * rounds
        return Double(operations) / seconds / 1e9
    }
}
