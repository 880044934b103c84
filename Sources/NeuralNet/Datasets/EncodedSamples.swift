public import Digest
internal import TrainingModel

/// The encoding of samples, whose bytes are made when they are asked for: the numbers are shared
/// with the table, and not held twice.
public struct EncodedSamples: Sendable {
    /// The bytes before all numbers.
    private let head: [UInt8]

    private let singles: [Float]
    private let doubles: [Double]

    /// Puts an encoding together.
    ///
    /// - Parameters:
    ///   - head: What comes before the numbers.
    ///   - singles: The Floats, which come first, in 4 bytes each.
    ///   - doubles: The Doubles, in 8 bytes each.
    init(head: [UInt8], singles: [Float], doubles: [Double]) {
        self.head = head
        self.singles = singles
        self.doubles = doubles
    }

    /// The number of bytes.
    public var count: Int { head.count + 4 * singles.count + 8 * doubles.count }

    /// Some of the bytes.
    ///
    /// - Parameter range: Which, counted from 0.
    /// - Returns: A copy of them.
    /// - Precondition: `range` is within 0..<``count``.
    /// - Complexity: O(length of `range`) on little-endian processors.
    public func bytes(in range: Range<Int>) -> [UInt8] {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= count,
            "\(range) is not within \(count) bytes"
        )
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var offset = 0
        forEachPart { part in
            let own = range.clamped(to: offset..<offset + part.count)
            if !own.isEmpty { bytes += part[own.lowerBound - offset..<own.upperBound - offset] }
            offset += part.count
        }
        return bytes
    }

    /// The SHA-256 of all bytes.
    public var digest: Digest {
        var hash = SHA256()
        forEachPart { hash.update($0) }
        return hash.digest
    }

    /// Calls `body` with the bytes of the head, the Floats and the Doubles, in this order.
    private func forEachPart(_ body: (UnsafeRawBufferPointer) -> Void) {
        // The buffers are read within the closures only, as `withUnsafeBytes` demands.
        head.withUnsafeBytes(body)
        LittleEndian.withBytes(of: singles, body)
        LittleEndian.withBytes(of: doubles, body)
    }
}
