internal import SweepModel
internal import TrainingModel

/// What the outermost fields of a frame say, read before memory is spent on what is in them.
///
/// A list element of two bytes on the wire takes a hundred in memory, and protobuf joins bodies
/// that are given twice. So a frame has exactly one body, and only bodies that are mostly raw bytes
/// may fill a frame.
struct EnvelopeOutline {
    /// The field numbers that are kept for bodies.
    static let bodyFields: ClosedRange<UInt64> = 16...63

    /// The field numbers of METRICS and PART, whose bulk is one byte string.
    private static let bulkFields: Set<UInt64> = [18, 32]

    /// The longest body that is not bulk: the longest inventory and the texts of HELLO.
    static let listSizeBytes = 256 << 10

    private let frame: [UInt8]
    private var offset = 0

    private init(frame: [UInt8]) { self.frame = frame }

    /// Checks the outermost fields of `frame`.
    ///
    /// - Throws: ``WireError`` when they are malformed, or a frame or body is too long or not
    ///   there.
    static func check(_ frame: [UInt8]) throws(WireError) {
        let allowed = 1...Limits.frameSizeBytes
        guard allowed.contains(frame.count) else {
            throw WireError(.frameSize, "frame", "has \(frame.count) bytes, allowed is \(allowed)")
        }
        var outline = EnvelopeOutline(frame: frame)
        try outline.checkFields()
    }

    /// The field number and the length of the first body of `frame`, or `nil` if there is none.
    static func body(of frame: [UInt8]) -> (field: UInt64, length: Int)? {
        var outline = EnvelopeOutline(frame: frame)
        do {
            while outline.offset < frame.count {
                let tag = try outline.varint()
                let length = try outline.skip(wireType: tag & 7)
                if bodyFields.contains(tag >> 3) { return (tag >> 3, length) }
            }
        } catch {
            return nil
        }
        return nil
    }

    private mutating func checkFields() throws(WireError) {
        var body: UInt64?
        while offset < frame.count {
            let tag = try varint()
            let field = tag >> 3
            let length = try skip(wireType: tag & 7)
            guard Self.bodyFields.contains(field) else { continue }
            if let body {
                throw WireError(
                    .body,
                    "envelope",
                    "has bodies \(body) and \(field), allowed is one"
                )
            }
            body = field
            guard Self.bulkFields.contains(field) || length <= Self.listSizeBytes else {
                let allowed = 0...Self.listSizeBytes
                throw WireError(
                    .frameSize,
                    "envelope.body",
                    "(field \(field)) has \(length) bytes, allowed is \(allowed)"
                )
            }
        }
        guard body != nil else {
            throw WireError(.body, "envelope", "has no body, allowed is one")
        }
    }

    /// Goes past one field's content.
    ///
    /// - Returns: The length of the content in bytes.
    private mutating func skip(wireType: UInt64) throws(WireError) -> Int {
        let start = offset
        switch wireType {
        case 0: _ = try varint()
        case 1: try advance(8)
        case 2: try advance(try varint())
        case 5: try advance(4)
        default:
            throw WireError(.malformed, "envelope", "has wire type \(wireType) at byte \(start)")
        }
        return offset - start
    }

    private mutating func advance(_ count: UInt64) throws(WireError) {
        guard count <= UInt64(frame.count - offset) else {
            throw WireError(
                .malformed,
                "envelope",
                "needs \(count) bytes at byte \(offset), the frame has \(frame.count)"
            )
        }
        offset += Int(count)
    }

    private mutating func varint() throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard offset < frame.count else { break }
            let byte = frame[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw WireError(.malformed, "envelope", "has no whole number at byte \(offset)")
    }
}
