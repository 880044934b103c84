/// CRC-32C (Castagnoli), in the masked form of TFRecord files.
///
/// - Source: RFC 3720, appendix B.4, for the polynomial; tensorflow, `tsl/lib/hash/crc32c.h`, for
///   the mask.
package struct CyclicRedundancyCheck {
    private let table: [UInt32]

    /// Computes the table of all bytes.
    package init() {
        table = (0..<256).map { byte in
            (0..<8).reduce(UInt32(byte)) { rest, _ in
                rest & 1 == 1 ? rest >> 1 ^ 0x82F6_3B78 : rest >> 1
            }
        }
    }

    /// The check of `bytes`.
    package func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var rest = UInt32.max
        for byte in bytes {
            rest = table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] ^ rest >> 8
        }
        return ~rest
    }

    /// The check, rotated and shifted so that a check of checks still tells something.
    package func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let checksum = checksum(bytes)
        return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
    }
}
