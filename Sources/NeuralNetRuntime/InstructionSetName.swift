package import NeuralNet
internal import NeuralNetBaseline

#if arch(x86_64)
internal import NeuralNetX86V3
internal import NeuralNetX86V4
#endif

/// The instruction sets that the kernels are compiled for, from the plainest to the widest.
public enum InstructionSetName: String, CaseIterable, Sendable, Hashable {
    /// What each processor of the architecture has: SSE2 on x86-64, NEON on ARM.
    case baseline

    /// AVX2 and FMA.
    case x86V3 = "x86-64-v3"

    /// AVX-512.
    case x86V4 = "x86-64-v4"

    /// The instruction sets that this processor and its operating system offer.
    public static var supported: [InstructionSetName] {
        #if arch(x86_64)
        [.baseline] + (Processor.hasX86V3 ? [.x86V3] : []) + (Processor.hasX86V4 ? [.x86V4] : [])
        #else
        [.baseline]
        #endif
    }

    /// The widest instruction set of this processor.
    public static var best: InstructionSetName { supported.last ?? .baseline }

    /// The instruction set that a person asked for, or the best one.
    ///
    /// - Parameter name: A raw value, for example from the environment; `nil` or empty for the
    ///   best.
    /// - Returns: An instruction set that this processor has.
    /// - Throws: ``NeuralNetRuntimeError`` when there is no such name or this processor lacks it.
    public static func choose(named name: String?) throws -> InstructionSetName {
        guard let name, !name.isEmpty else { return best }
        guard let chosen = InstructionSetName(rawValue: name) else {
            let names = allCases.map(\.rawValue).joined(separator: ", ")
            throw NeuralNetRuntimeError(
                .unknownInstructionSet,
                "there is no instruction set \(name); allowed: \(names)"
            )
        }
        guard supported.contains(chosen) else {
            let names = supported.map(\.rawValue).joined(separator: ", ")
            throw NeuralNetRuntimeError(
                .missingInstructionSet,
                "this processor lacks the instruction set \(name); it has: \(names)"
            )
        }
        return chosen
    }

    /// The kernels that are compiled for this instruction set.
    ///
    /// - Precondition: The processor has it; else the first kernel would stop the process.
    package var kernels: KernelSet {
        precondition(Self.supported.contains(self), "this processor lacks \(rawValue)")
        #if arch(x86_64)
        switch self {
        case .baseline: return Baseline.kernels
        case .x86V3: return X86V3.kernels
        case .x86V4: return Self.measuredX86V4
        }
        #else
        return Baseline.kernels
        #endif
    }

    #if arch(x86_64)
    /// The kernels for AVX-512, with the width that this processor computes at once.
    private static let measuredX86V4: KernelSet = {
        var kernels = X86V4.kernels
        kernels.wideVectorCost = WideVectors.cost(kernels.peaks)
        return kernels
    }()
    #endif
}
