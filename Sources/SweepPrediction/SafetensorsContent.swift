internal import FoundationEssentials
internal import Quoting
internal import TrainingModel

/// The content of a file that ``SafetensorsFile`` wrote: layers, parameters and texts.
///
/// The bytes may come from a stranger. No size is believed before it is compared with the bytes
/// that are there; whatever is not a network of linear layers in Float is refused.
package struct SafetensorsContent: Hashable, Sendable {
    /// The longest header that is read: as long as the format's own reader allows.
    package static let headerLimit = 100_000_000

    /// The network's widths.
    package let layers: [Int]

    /// The weights and biases in flat order; all finite.
    package let parameters: [Float]

    /// The texts about the model.
    package let metadata: [String: String]

    /// Reads a file.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: ``PredictionError`` with what is wrong.
    package init(_ bytes: [UInt8]) throws {
        let (header, data) = try Self.parts(of: bytes)
        let entries: [String: Entry]
        do {
            entries = try JSONDecoder().decode([String: Entry].self, from: Data(header))
        } catch let error as DecodingError {
            throw Self.fault("its header cannot be read: \(error.reason)")
        }
        var tensors: [String: Tensor] = [:]
        var metadata: [String: String] = [:]
        for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
            switch entry {
            case .texts(let texts) where name == "__metadata__": metadata = texts
            case .tensor(let tensor) where name != "__metadata__": tensors[name] = tensor
            default: throw Self.fault("its header has no meaning for \(VisibleText.quoted(name))")
            }
        }
        layers = try Self.layers(of: tensors)
        var parameters: [Float] = []
        var ranges: [Range<Int>] = []
        for named in NamedTensor.all(of: layers) {
            guard let tensor = tensors[named.name] else {
                throw Self.fault("the tensor \(named.name) is missing")
            }
            let range = try Self.range(of: tensor, for: named, in: data)
            ranges.append(range)
            let start = data.startIndex + range.lowerBound
            let values = data[start..<start + range.count].withUnsafeBytes {
                LittleEndian.floats(of: $0)
            }
            guard let values, values.allSatisfy(\.isFinite) else {
                throw Self.fault("the tensor \(named.name) holds numbers that are not finite")
            }
            parameters += values
        }
        try Self.checkTiling(ranges, of: data.count)
        self.parameters = parameters
        self.metadata = metadata
    }

    /// The header, and the bytes after it.
    private static func parts(
        of bytes: [UInt8]
    ) throws -> (header: ArraySlice<UInt8>, data: ArraySlice<UInt8>) {
        var reader = LittleEndianReader(bytes)
        let length: UInt64
        do { length = try reader.readInteger() } catch {
            throw fault("it has \(bytes.count) bytes, too few for the length of a header")
        }
        guard length <= UInt64(min(headerLimit, bytes.count - 8)) else {
            throw fault(
                "its header is said to have \(length) bytes, of \(bytes.count) of the file; at "
                    + "most \(headerLimit) are read"
            )
        }
        let end = 8 + Int(length)
        return (bytes[8..<end], bytes[end...])
    }

    /// The widths by the shapes of the weights, whose names count the layers.
    private static func layers(of tensors: [String: Tensor]) throws -> [Int] {
        var layers: [Int] = []
        while let weight = tensors["\(2 * max(layers.count - 1, 0)).weight"] {
            guard weight.shape.count == 2, weight.shape.allSatisfy((1...Limits.units).contains),
                layers.isEmpty || layers.last == weight.shape[1]
            else {
                throw fault(
                    "a weight of shape \(weight.shape) does not follow layers \(layers); each has "
                        + "1 to \(Limits.units) units"
                )
            }
            layers += layers.isEmpty ? [weight.shape[1], weight.shape[0]] : [weight.shape[0]]
            guard layers.count <= Limits.layers else {
                throw fault("it has more than \(Limits.layers) layers")
            }
        }
        guard layers.count >= 2 else { throw fault("it has no tensor 0.weight") }
        let expected = 2 * (layers.count - 1)
        guard tensors.count == expected else {
            throw fault(
                "it has \(tensors.count) tensors; a network with layers \(layers) has \(expected)"
            )
        }
        return layers
    }

    /// Where a tensor's bytes are, counted from the end of the header.
    private static func range(
        of tensor: Tensor,
        for named: NamedTensor,
        in data: ArraySlice<UInt8>
    ) throws -> Range<Int> {
        // Widths are at most 2¹⁶, so no product overflows.
        let size = named.range.count * LittleEndian.floatSizeBytes
        guard tensor.dtype == "F32", tensor.shape == named.shape else {
            throw fault(
                "the tensor \(named.name) is of type \(VisibleText.quoted(tensor.dtype)) and shape "
                    + "\(tensor.shape); expected F32 and \(named.shape)"
            )
        }
        guard tensor.offsets.count == 2, tensor.offsets[0] >= 0,
            tensor.offsets[0] <= tensor.offsets[1], tensor.offsets[1] <= data.count,
            tensor.offsets[1] - tensor.offsets[0] == size
        else {
            throw fault(
                "the tensor \(named.name) is said to be at bytes \(tensor.offsets); expected "
                    + "\(size) of the \(data.count) after the header"
            )
        }
        return tensor.offsets[0]..<tensor.offsets[1]
    }

    /// Throws unless the tensors fill the bytes after the header, each byte once.
    private static func checkTiling(_ ranges: [Range<Int>], of size: Int) throws {
        var end = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard range.lowerBound == end else {
                throw fault("two tensors overlap, or leave bytes between them unused")
            }
            end = range.upperBound
        }
        guard end == size else { throw fault("\(size - end) bytes follow its tensors") }
    }

    private static func fault(_ what: String) -> PredictionError {
        PredictionError(.model, "is not a safetensors file of a trained network: \(what)")
    }

    /// A member of the header.
    private enum Entry: Decodable {
        case tensor(Tensor)
        case texts([String: String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if decoder.codingPath.last?.stringValue == "__metadata__" {
                self = .texts(try container.decode([String: String].self))
            } else {
                self = .tensor(try container.decode(Tensor.self))
            }
        }
    }

    /// What the header says of a tensor.
    private struct Tensor: Decodable {
        let dtype: String
        let shape: [Int]
        let offsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype
            case shape
            case offsets = "data_offsets"
        }
    }
}
