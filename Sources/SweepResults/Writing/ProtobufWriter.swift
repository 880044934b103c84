internal import TrainingModel

/// Writes fields in the protobuf wire format: the few kinds that ONNX and TensorBoard need.
///
/// The messages of those tools are large and ours use a handful of their fields, so they are
/// written by hand instead of generating code for all of them.
///
/// - Source: protobuf.dev, "Encoding".
package struct ProtobufWriter {
    /// The message so far.
    package private(set) var bytes: [UInt8] = []

    /// A whole number that is not negative.
    package mutating func integer(_ field: Int, _ value: Int) {
        key(field, wireType: 0)
        variableLength(UInt64(value))
    }

    /// A double.
    package mutating func double(_ field: Int, _ value: Double) {
        key(field, wireType: 1)
        bytes += LittleEndian.bytes(of: value.bitPattern)
    }

    /// A float.
    package mutating func float(_ field: Int, _ value: Float) {
        key(field, wireType: 5)
        bytes += LittleEndian.bytes(of: value.bitPattern)
    }

    /// A text.
    package mutating func string(_ field: Int, _ text: String) { blob(field, Array(text.utf8)) }

    /// Bytes.
    package mutating func blob(_ field: Int, _ content: [UInt8]) {
        key(field, wireType: 2)
        variableLength(UInt64(content.count))
        bytes += content
    }

    /// A message inside this one.
    package mutating func message(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
        var writer = ProtobufWriter()
        body(&writer)
        blob(field, writer.bytes)
    }

    /// The bytes of a message.
    package static func message(_ body: (inout ProtobufWriter) -> Void) -> [UInt8] {
        var writer = ProtobufWriter()
        body(&writer)
        return writer.bytes
    }

    private mutating func key(_ field: Int, wireType: Int) {
        variableLength(UInt64(field << 3 | wireType))
    }

    private mutating func variableLength(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
