internal import TrainingModel

/// The graph of an ONNX model, grown node by node.
///
/// Protobuf allows the fields of a message in any order, and repeated ones keep theirs, so nodes,
/// initializers, inputs and outputs are written as they come.
///
/// - Source: onnx/onnx, `onnx.proto`: field numbers and the numbers of types.
struct ONNXGraph {
    /// The types of elements that our graphs have; raw values are ONNX's.
    enum Element: Int {
        /// Single precision.
        case float = 1

        /// A text in UTF-8.
        case string = 8

        /// Double precision.
        case double = 11
    }

    /// A number that configures a node.
    struct Attribute {
        /// The numbers that our nodes have.
        enum Value {
            /// A whole number that is not negative.
            case integer(Int)

            /// A number of single precision.
            case float(Float)
        }

        /// The name in the operator's reference.
        let name: String

        /// The value.
        let value: Value

        /// Describes a whole number.
        init(_ name: String, _ value: Int) {
            self.name = name
            self.value = .integer(value)
        }

        /// Describes a number of single precision.
        init(_ name: String, _ value: Float) {
            self.name = name
            self.value = .float(value)
        }
    }

    /// The graph so far.
    private var message = ProtobufWriter()

    /// Starts without nodes.
    ///
    /// - Parameter name: The graph's name.
    init(name: String) { message.string(2, name) }

    /// The bytes of the message.
    var bytes: [UInt8] { message.bytes }

    /// Appends a node, whose inputs must be there already.
    ///
    /// - Parameters:
    ///   - type: The operator.
    ///   - inputs: The names of what it takes.
    ///   - output: The name of what it gives, which is the node's name, too.
    ///   - attributes: What configures it.
    mutating func append(
        _ type: String,
        _ inputs: [String],
        to output: String,
        _ attributes: [Attribute] = []
    ) {
        message.message(1) { node in
            for input in inputs { node.string(1, input) }
            node.string(2, output)
            node.string(3, output)
            node.string(4, type)
            for attribute in attributes {
                node.message(5) { field in
                    field.string(1, attribute.name)
                    switch attribute.value {
                    case .float(let number):
                        field.float(2, number)
                        field.integer(20, 1)
                    case .integer(let number):
                        field.integer(3, number)
                        field.integer(20, 2)
                    }
                }
            }
        }
    }

    /// Adds a constant of single precision.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - shape: Its extents.
    ///   - values: Its elements, row-major.
    mutating func add(_ name: String, shape: [Int], _ values: ArraySlice<Float>) {
        add(name, .float, shape: shape) { $0.blob(9, LittleEndian.bytes(of: Array(values))) }
    }

    /// Adds a constant of double precision.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - shape: Its extents; none for a single number.
    ///   - values: Its elements, row-major.
    mutating func add(_ name: String, shape: [Int], _ values: [Double]) {
        var writer = LittleEndianWriter(reservingCapacity: 8 * values.count)
        for value in values { writer.write(value) }
        add(name, .double, shape: shape) { $0.blob(9, writer.bytes) }
    }

    /// Adds texts as a constant.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - texts: Its elements.
    mutating func add(_ name: String, _ texts: [String]) {
        add(name, .string, shape: [texts.count]) { tensor in
            for text in texts { tensor.string(6, text) }
        }
    }

    /// Names an input; its first extent is the number of samples.
    mutating func addInput(_ name: String, _ element: Element, width: Int?) {
        message.message(11) { Self.append(name, element, width: width, to: &$0) }
    }

    /// Names an output; its first extent is the number of samples.
    mutating func addOutput(_ name: String, _ element: Element, width: Int?) {
        message.message(12) { Self.append(name, element, width: width, to: &$0) }
    }

    private mutating func add(
        _ name: String,
        _ element: Element,
        shape: [Int],
        _ content: (inout ProtobufWriter) -> Void
    ) {
        message.message(5) { tensor in
            for extent in shape { tensor.integer(1, extent) }
            tensor.integer(2, element.rawValue)
            tensor.string(8, name)
            content(&tensor)
        }
    }

    /// A name with a type and the shape [batch, `width`], or [batch].
    private static func append(
        _ name: String,
        _ element: Element,
        width: Int?,
        to value: inout ProtobufWriter
    ) {
        value.string(1, name)
        value.message(2) { type in
            type.message(1) { tensor in
                tensor.integer(1, element.rawValue)
                tensor.message(2) { shape in
                    shape.message(1) { $0.string(2, "batch") }
                    if let width { shape.message(1) { $0.integer(1, width) } }
                }
            }
        }
    }
}
