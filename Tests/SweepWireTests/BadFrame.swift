internal import SweepWire
internal import Testing

/// A frame with one fault, and what the receiver says of it.
struct BadFrame: Sendable, CustomTestStringConvertible {
    /// What is wrong.
    let fault: String

    /// The frame.
    let frame: [UInt8]

    /// The expected code.
    let code: WireError.Code

    /// The expected path of the field.
    let field: String

    /// What is wrong, as the test's argument.
    var testDescription: String { fault }

    /// Describes a fault of a bare frame.
    init(_ fault: String, _ code: WireError.Code, _ field: String, frame: [UInt8]) {
        self.fault = fault
        self.frame = frame
        self.code = code
        self.field = field
    }

    /// Describes a fault of an envelope, or of its body `number`.
    init(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        version: UInt64 = 2,
        session: UInt64 = 9,
        sequence: UInt64 = 0,
        acknowledged: UInt64 = 0,
        body number: UInt64,
        _ write: (inout ProtobufWriter) -> Void = { _ in }
    ) {
        let writer = ProtobufWriter {
            $0.varint(1, version)
            $0.fixed(2, session)
            $0.varint(3, sequence)
            $0.varint(4, acknowledged)
            $0.message(number, write)
        }
        self.init(fault, code, field, frame: writer.bytes)
    }
}
