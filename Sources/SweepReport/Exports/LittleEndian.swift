/// Whole numbers as bytes, lowest first.
enum LittleEndian {
    /// Appends all bytes of `value`.
    static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        for place in 0..<Value.bitWidth / 8 {
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place)))
        }
    }
}
