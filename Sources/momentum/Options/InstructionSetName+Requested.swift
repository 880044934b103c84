internal import Foundation
internal import NeuralNetRuntime

extension InstructionSetName {
    /// The instruction set that `MOMENTUM_ISA` asks for, or the best one.
    ///
    /// - Throws: ``NeuralNetRuntimeError`` if there is no such set, or this processor lacks it.
    static func requested() throws -> InstructionSetName {
        try choose(named: ProcessInfo.processInfo.environment["MOMENTUM_ISA"])
    }
}
