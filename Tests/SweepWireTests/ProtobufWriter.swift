/// Writes protobuf by hand, right or wrong, without the code under test.
///
/// - Source: https://protobuf.dev/programming-guides/encoding/
struct ProtobufWriter {
    /// What was written.
    private(set) var bytes: [UInt8] = []

    /// Starts with what `write` writes.
    init(_ write: (inout ProtobufWriter) -> Void = { _ in }) { write(&self) }

    /// Writes a varint without a field number.
    mutating func raw(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    /// Writes an integer, Boolean or enumeration.
    mutating func varint(_ field: UInt64, _ value: UInt64) {
        raw(field << 3)
        raw(value)
    }

    /// Writes a fixed64.
    mutating func fixed(_ field: UInt64, _ value: UInt64) {
        raw(field << 3 | 1)
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Writes a double.
    mutating func double(_ field: UInt64, _ value: Double) { fixed(field, value.bitPattern) }

    /// Writes a string or bytes.
    mutating func data(_ field: UInt64, _ value: [UInt8]) {
        raw(field << 3 | 2)
        raw(UInt64(value.count))
        bytes += value
    }

    /// Writes a string.
    mutating func text(_ field: UInt64, _ value: String) { data(field, Array(value.utf8)) }

    /// Writes a message.
    mutating func message(_ field: UInt64, _ write: (inout ProtobufWriter) -> Void = { _ in }) {
        data(field, ProtobufWriter(write).bytes)
    }

    /// Writes an attempt.
    mutating func attempt(_ field: UInt64, pack: UInt64 = 7, number: UInt64 = 2) {
        message(field) {
            $0.varint(1, pack)
            $0.varint(2, number)
        }
    }
}
