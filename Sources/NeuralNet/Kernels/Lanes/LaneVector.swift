/// A vector of Floats whose lanes never meet: each operation is the scalar one, in every lane.
///
/// No requirement crosses lanes, so results do not depend on the width. The protocol does not
/// refine `SIMD`: the generic operations of the standard library compile to loops over the lanes,
/// and those that it specialises bear no tag of the instruction set they were compiled for.
@usableFromInline
package protocol LaneVector: Sendable {
    /// A condition for each lane.
    associatedtype Condition

    /// The number of lanes.
    static var scalarCount: Int { get }

    /// Zero in each lane.
    init()

    /// The same number in each lane.
    init(repeating value: Float)

    /// The sum in each lane.
    static func + (left: Self, right: Self) -> Self

    /// The difference in each lane.
    static func - (left: Self, right: Self) -> Self

    /// The product in each lane.
    static func * (left: Self, right: Self) -> Self

    /// The quotient in each lane.
    static func / (left: Self, right: Self) -> Self

    /// `factor` · `other` + `self`, rounded once.
    func adding(_ factor: Self, times other: Self) -> Self

    /// `self` where it is not negative, else 0; a lane that is not a number stays so.
    func rectified() -> Self

    /// Whether each lane is greater than that of `other`.
    func isGreater(than other: Self) -> Condition

    /// Whether each lane equals that of `other`.
    func isEqual(to other: Self) -> Condition

    /// `self` where `condition` holds, else `other`.
    func chosen(where condition: Condition, else other: Self) -> Self

    /// The lanes' bits, shifted to the left by 23 places, as Floats again.
    ///
    /// Turns a small whole number in the low bits into a power of two.
    func bitsShiftedIntoExponent() -> Self

    /// The lanes' bits minus `offset`, with only the bits of `mask` kept.
    func bits(minus offset: UInt32, masked mask: UInt32) -> Self

    /// The lanes' bits minus the bits of `other`.
    func bits(minus other: Self) -> Self

    /// The lanes' bits as signed whole numbers, shifted to the right by 23 places, as Floats.
    func exponentOfBits() -> Self
}

extension LaneVector {
    /// `self` where the lane of `gate` is greater than 0, else 0: the derivative of ReLU.
    @inlinable
    @inline(__always)
    package func gated(by gate: Self) -> Self {
        chosen(where: gate.isGreater(than: Self()), else: Self())
    }

    /// The greater of both lanes; `other` where they are equal or one is not a number.
    @inlinable
    @inline(__always)
    package func maximum(_ other: Self) -> Self {
        chosen(where: isGreater(than: other), else: other)
    }
}
