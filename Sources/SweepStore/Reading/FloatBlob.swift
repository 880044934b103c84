internal import Foundation

/// Numbers as bytes: little-endian binary32, one after the other; NaN keeps its bits.
enum FloatBlob {
    /// The bytes of one number.
    static let byteCount = 4

    /// The numbers that `bytes` hold, or `nil` unless they are whole numbers' worth.
    static func values(of bytes: some ContiguousBytes) -> [Float]? {
        bytes.withUnsafeBytes { buffer in
            guard buffer.count.isMultiple(of: byteCount) else { return nil }
            return stride(from: 0, to: buffer.count, by: byteCount).map { offset in
                let word = buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: word))
            }
        }
    }
}
