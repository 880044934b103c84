public import TrainingModel

extension LaneVector {
    /// ``DropoutMask/number(at:)`` in each lane, whose bits are k₀ minus the index.
    ///
    /// - Parameter secondKey: k₁ of each lane, as bits.
    /// - Returns: A number in 1..<2 in each lane.
    @inlinable
    @inline(__always)
    package func dropoutNumber(_ secondKey: Self) -> Self {
        let first = bits(times: DropoutMask.firstMultiplier)
        let second = first.bits(xor: first.bitsShiftedRight(by: 15)).bits(xor: secondKey)
            .bits(times: DropoutMask.secondMultiplier)
        return second.bitsShiftedRight(by: 9).bits(xor: Self(repeating: 1))
    }
}
