internal import NeuralNet

/// Finds out how a processor computes with vectors of 512 bits.
enum WideVectors {
    /// The time of an operation on 16 lanes in those on 8: 1 where the processor computes 512 bits
    /// at once, 2 where it takes them in two halves.
    ///
    /// The same number of operations on both, some microseconds each, the fastest of a few; no
    /// processor is in between; a little less than 2 is what whole trainings show. Only the choice
    /// of kernels depends on it, never a bit of a result.
    ///
    /// - Parameter peaks: The kernels that measure, 8 lanes first.
    /// - Returns: 1 or 1.9.
    static func cost(_ peaks: [PeakKernels]) -> Double {
        let ratio = fastest(peaks[peaks.count - 1]) / fastest(peaks[0])
        return ratio < 1.5 ? 1 : 1.9
    }

    private static func fastest(_ peak: PeakKernels) -> Duration {
        let count = (1 + peak.chains) * peak.laneCount
        let numbers = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<Float>.stride,
            alignment: 64
        )
        defer { numbers.deallocate() }
        numbers.initializeMemory(as: Float.self, repeating: 0.5, count: count)
        let clock = ContinuousClock()
        var fastest = Duration.seconds(1)
        for _ in 0..<16 {
            let time = clock.measure { peak.run(numbers, 1_000) }
            fastest = min(fastest, time)
        }
        return fastest
    }
}
