package import NeuralNet

/// The instruction set that each processor of the architecture has: SSE2 on x86-64, NEON on ARM.
package enum Baseline: InstructionSet {
    /// 16 vector registers on x86-64, 32 on ARM.
    @inline(__always)
    package static var registerCount: Int {
        #if arch(x86_64)
        16
        #else
        32
        #endif
    }

    /// The kernels for vectors of 128 bits.
    package static var kernels: KernelSet {
        KernelSet(
            runLanes: [RunLaneKernels(SIMD4<Float>.self, Baseline.self)],
            unitLanes: [UnitLaneKernels(SingleBlock<SIMD4<Float>>.self, Baseline.self)],
            peaks: [PeakKernels(SIMD4<Float>.self, Baseline.self)],
            functions: LaneFunctions(SIMD4<Float>.self, Baseline.self),
            orders: OrderKernels(Baseline.self)
        )
    }
}
