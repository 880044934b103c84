public import TrainingModel

extension LaneVector {
    /// ``DropoutMask/number(at:)`` in each lane, of one index for all lanes.
    ///
    /// The lanes' bits are k₀; where lanes are units, minus the unit's distance from the first.
    ///
    /// - Parameters:
    ///   - index: The index in a lane whose bits are k₀.
    ///   - secondKey: k₁ of each lane, as bits.
    /// - Returns: A number in 1..<2 in each lane.
    @inlinable
    @inline(__always)
    package func dropoutNumber(at index: UInt32, _ secondKey: Self) -> Self {
        let first = bits(minus: Self(repeating: Float(bitPattern: index)))
            .bits(times: DropoutMask.firstMultiplier)
        let second = first.bits(xor: first.bitsShiftedRight(by: 15)).bits(xor: secondKey)
            .bits(times: DropoutMask.secondMultiplier)
        return second.bitsShiftedRight(by: 9).bits(xor: Self(repeating: 1))
    }
}
