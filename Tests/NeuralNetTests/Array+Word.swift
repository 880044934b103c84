extension Array<UInt8> {
    /// A size as 64 bits, the least significant byte first.
    static func word(_ size: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
    }
}
