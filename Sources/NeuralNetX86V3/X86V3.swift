#if arch(x86_64)
package import NeuralNet

/// The level x86-64-v3: AVX2 and FMA, 16 registers of 256 bits.
package enum X86V3: InstructionSet {
    /// 16 vector registers.
    @inline(__always)
    package static var registerCount: Int { 16 }

    /// The kernels for vectors of 128 and 256 bits.
    package static var kernels: KernelSet {
        KernelSet(
            runLanes: [
                RunLaneKernels(SIMD4<Float>.self, X86V3.self),
                RunLaneKernels(SIMD8<Float>.self, X86V3.self),
            ],
            unitLanes: [
                UnitLaneKernels(SingleBlock<SIMD8<Float>>.self, X86V3.self),
                UnitLaneKernels(QuadBlock8.self, X86V3.self),
            ],
            peaks: [PeakKernels(SIMD8<Float>.self, X86V3.self)],
            functions: LaneFunctions(SIMD8<Float>.self, X86V3.self),
            orders: OrderKernels(X86V3.self)
        )
    }
}
#endif
