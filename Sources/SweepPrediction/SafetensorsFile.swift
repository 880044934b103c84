internal import Quoting
internal import TrainingModel

/// Writes a trained network in the safetensors format, with PyTorch's names.
///
/// Eight bytes tell the length of a JSON header, which tells type, shape and place of each tensor
/// in the bytes after it; all little-endian.
///
/// - Source: the format's description in the repository huggingface/safetensors.
package enum SafetensorsFile {
    /// The bytes of the file.
    ///
    /// - Parameters:
    ///   - layers: The network's widths.
    ///   - parameters: The weights and biases in flat order.
    ///   - metadata: Texts about the model, in order.
    /// - Returns: A whole file.
    package static func bytes(
        layers: [Int],
        parameters: [Float],
        metadata: [(String, String)]
    ) -> [UInt8] {
        var members: [(String, JSONValue)] = [
            ("__metadata__", .object(metadata.map { ($0.0, .string($0.1)) }))
        ]
        for tensor in NamedTensor.all(of: layers) {
            members.append(
                (
                    tensor.name,
                    .object([
                        ("dtype", .string("F32")),
                        ("shape", .array(tensor.shape.map(JSONValue.integer))),
                        (
                            "data_offsets",
                            .array(
                                [tensor.range.lowerBound, tensor.range.upperBound].map {
                                    JSONValue.integer($0 * 4)
                                }
                            )
                        ),
                    ])
                )
            )
        }
        var header: [UInt8] = []
        JSONValue.object(members).append(to: &header)
        // The tensors begin at a multiple of eight bytes, for those who map the file into memory.
        while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
        var bytes: [UInt8] = []
        bytes += LittleEndian.bytes(of: UInt64(header.count))
        bytes += header
        bytes += LittleEndian.bytes(of: parameters)
        return bytes
    }
}
