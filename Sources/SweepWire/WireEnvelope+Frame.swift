internal import SweepModel
internal import SwiftProtobuf
internal import TrainingModel

extension WireEnvelope {
    /// The deepest nesting of the schema is 5; anything much deeper is refused.
    private static let depthLimit = 8

    /// An envelope of this program's protocol version.
    init(
        session: SessionID,
        sequence: SequenceNumber,
        acknowledged: SequenceNumber,
        body: OneOf_Body
    ) {
        version = UInt32(Limits.protocolVersions.upperBound)
        self.session = session.rawValue
        self.sequence = sequence.rawValue
        self.acknowledged = acknowledged.rawValue
        self.body = body
    }

    /// Reads a frame from a peer and checks its protocol version.
    ///
    /// - Throws: ``WireError`` when the frame is no envelope of a version that is spoken.
    init(frame: [UInt8]) throws(WireError) {
        try EnvelopeOutline.check(frame)
        var options = BinaryDecodingOptions()
        options.messageDepthLimit = Self.depthLimit
        options.discardUnknownFields = true
        do {
            try self.init(serializedBytes: frame, options: options)
        } catch {
            throw WireError(.malformed, "envelope", "cannot be read: \(error)")
        }
        let versions = isReadableByAll ? 1...Int(UInt32.max) : Limits.protocolVersions
        guard versions.contains(Int(version)) else {
            throw WireError(.version, "envelope.version", "is \(version), allowed is \(versions)")
        }
    }

    /// HELLO and REJECTED look alike in all versions, so that peers can say why they do not match.
    private var isReadableByAll: Bool {
        switch body {
        case .hello, .rejected: true
        default: false
        }
    }

    /// The bytes to send.
    ///
    /// - Precondition: The envelope fits a frame.
    var frame: [UInt8] {
        do {
            let bytes: [UInt8] = try serializedBytes()
            precondition(
                bytes.count <= Limits.frameSizeBytes,
                "a frame has at most \(Limits.frameSizeBytes) bytes, not \(bytes.count)"
            )
            return bytes
        } catch {
            preconditionFailure("an envelope without required fields can be written: \(error)")
        }
    }

    /// The numbers of durable messages as the envelope gives them.
    ///
    /// - Throws: ``WireError`` when a number is so large that counting on would overflow.
    static func sequenceNumber(
        _ value: UInt64,
        _ field: String
    ) throws(WireError) -> SequenceNumber {
        SequenceNumber(UInt64(try Checked.integer(value, in: 0...Int.max - 1, field)))
    }
}
