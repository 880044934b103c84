#if arch(x86_64)
internal import CProcessor

/// The instruction sets of the processor that this process runs on.
///
/// A feature counts only when the processor has it and the operating system saves its registers.
///
/// - Source: Intel, "Software Developer's Manual", volume 1, sections 14.3 and 15.2; the levels:
///   "System V ABI, AMD64 supplement", section 3.1.1.
enum Processor {
    /// Whether the level x86-64-v3 can be used: AVX, AVX2, BMI, F16C, FMA, LZCNT and MOVBE.
    static var hasX86V3: Bool {
        let basic = cprocessor_cpuid(1, 0).ecx
        let extended = cprocessor_cpuid(7, 0).ebx
        let added = cprocessor_cpuid(0x8000_0001, 0).ecx
        // SSE3, SSSE3, FMA, CMPXCHG16B, SSE4.1, SSE4.2, MOVBE, POPCNT, OSXSAVE, AVX, F16C.
        let hasBasic = has([0, 9, 12, 13, 19, 20, 22, 23, 27, 28, 29], in: basic)
        // BMI1, AVX2, BMI2; LAHF, LZCNT.
        guard hasBasic, has([3, 5, 8], in: extended), has([0, 5], in: added) else { return false }
        // The system saves the SSE and AVX registers.
        return cprocessor_xcr0() & 0b110 == 0b110
    }

    /// Whether the level x86-64-v4 can be used: v3 and AVX-512 F, BW, CD, DQ and VL.
    static var hasX86V4: Bool {
        guard hasX86V3, has([16, 17, 28, 30, 31], in: cprocessor_cpuid(7, 0).ebx) else {
            return false
        }
        // The system also saves the mask registers and both parts of the AVX-512 registers.
        return cprocessor_xcr0() & 0b1110_0110 == 0b1110_0110
    }

    private static func has(_ bits: [Int], in register: UInt32) -> Bool {
        bits.allSatisfy { register >> UInt32($0) & 1 == 1 }
    }
}
#endif
