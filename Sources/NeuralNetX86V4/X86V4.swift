#if arch(x86_64)
package import NeuralNet

/// The level x86-64-v4: AVX-512, 32 registers of 512 bits and mask registers.
package enum X86V4: InstructionSet {
    /// 32 vector registers.
    @inline(__always)
    package static var registerCount: Int { 32 }

    /// The kernels for vectors of 128, 256 and 512 bits.
    package static var kernels: KernelSet {
        KernelSet(
            runLanes: [
                RunLaneKernels(SIMD4<Float>.self, X86V4.self),
                RunLaneKernels(SIMD8<Float>.self, X86V4.self),
                RunLaneKernels(SIMD16<Float>.self, X86V4.self),
            ],
            unitLanes: [
                UnitLaneKernels(SingleBlock<SIMD16<Float>>.self, X86V4.self),
                UnitLaneKernels(QuadBlock16.self, X86V4.self),
                UnitLaneKernels(OctetBlock16.self, X86V4.self),
            ],
            peaks: [
                PeakKernels(SIMD8<Float>.self, X86V4.self),
                PeakKernels(SIMD16<Float>.self, X86V4.self),
            ],
            functions: LaneFunctions(SIMD16<Float>.self, X86V4.self),
            orders: OrderKernels(X86V4.self)
        )
    }
}
#endif
