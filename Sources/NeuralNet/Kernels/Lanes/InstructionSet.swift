/// A tag that states for which instruction set a kernel is compiled.
///
/// Swift has no target attribute for single functions. So each kernel is generic over a tag, and a
/// module of its own, built with the compiler flags of one instruction set, makes the only
/// specialisations for its tag. The tag stands in the name of each of them, so the linker can never
/// merge two that were compiled for different processors.
@usableFromInline
package protocol InstructionSet: Sendable {
    /// The vector registers that the processor has, which bounds the size of a tile.
    static var registerCount: Int { get }
}

extension InstructionSet {
    /// Whether a row may have four vectors; else it has three.
    @inlinable
    @inline(__always)
    package static var hasWideRows: Bool { registerCount >= 32 }

    /// Whether the registers hold a tile, the row that is multiplied, and a factor.
    @inlinable
    @inline(__always)
    package static func holds(rows: Int, of count: Int) -> Bool {
        rows * count + count + 1 <= registerCount
    }
}
