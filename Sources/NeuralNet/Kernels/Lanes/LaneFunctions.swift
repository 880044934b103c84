/// Elementary functions of many numbers, compiled for one instruction set.
///
/// The kernels use the functions in vectors; this is how others reach the same bits.
@usableFromInline
package struct LaneFunctions: Sendable {
    /// A function of one number.
    @usableFromInline
    package enum Function: Sendable, Hashable, CaseIterable {
        /// eˣ.
        case exponential

        /// ln x.
        case logarithm

        /// tanh x.
        case hyperbolicTangent

        /// erf x.
        case errorFunction
    }

    /// The lanes that are computed at once.
    @usableFromInline
    package let laneCount: Int

    /// Replaces as many vectors of numbers as the last argument says by the function's values.
    @usableFromInline
    package let apply: @Sendable (Function, UnsafeMutableRawPointer, Int) -> Void

    /// Compiles the functions for `Vector` where this call is compiled.
    ///
    /// - Parameters:
    ///   - vector: The vector.
    ///   - target: The tag of the calling module's instruction set.
    @inlinable
    @inline(__always)
    package init<Vector: LaneVector, Target: InstructionSet>(
        _ vector: Vector.Type,
        _ target: Target.Type
    ) {
        laneCount = Vector.scalarCount
        apply = { LaneFunctionKernel<Vector, Target>.apply($0, $1, $2) }
    }
}

/// The loop of ``LaneFunctions``, with the tag of the instruction set in its name.
@usableFromInline
enum LaneFunctionKernel<Vector: LaneVector, Target: InstructionSet> {
    /// Replaces numbers by the function's values.
    ///
    /// - Parameters:
    ///   - function: The function.
    ///   - numbers: The numbers, as vectors.
    ///   - count: The vectors.
    @inlinable
    static func apply(
        _ function: LaneFunctions.Function,
        _ numbers: UnsafeMutableRawPointer,
        _ count: Int
    ) {
        let vectors = numbers.assumingMemoryBound(to: Vector.self)
        for index in 0..<count {
            let vector = vectors[index]
            vectors[index] =
                switch function {
                case .exponential: vector.exponential()
                case .logarithm: vector.logarithm()
                case .hyperbolicTangent: vector.hyperbolicTangent()
                case .errorFunction: vector.errorFunction()
                }
        }
    }
}
