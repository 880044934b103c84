internal import NeuralNet
internal import TrainingModel

/// A trained network as an ONNX model: from `features` [batch, inputs] to `logits` [batch,
/// classes].
///
/// Each linear layer is a `Gemm` with the weight transposed, as PyTorch exports it.
///
/// - Source: onnx/onnx, `onnx.proto` (field numbers) and the operators' reference.
package enum ONNXFile {
    private static let floatType = 1
    private static let intermediateVersion = 8
    private static let operatorSetVersion = 13

    /// The bytes of the file.
    ///
    /// - Parameters:
    ///   - layers: The network's widths.
    ///   - parameters: The weights and biases in flat order.
    ///   - description: What the model is.
    /// - Returns: A whole file.
    package static func bytes(layers: [Int], parameters: [Float], description: String) -> [UInt8] {
        ProtobufWriter.message { model in
            model.integer(1, intermediateVersion)
            model.string(2, "momentum-sweep")
            model.string(6, description)
            model.message(7) { appendGraph(layers, parameters, to: &$0) }
            model.message(8) { operatorSet in operatorSet.integer(2, operatorSetVersion) }
        }
    }

    private static func appendGraph(
        _ layers: [Int],
        _ parameters: [Float],
        to graph: inout ProtobufWriter
    ) {
        let last = layers.count - 2
        for place in 0...last {
            let input = place == 0 ? "features" : "activation\(place - 1)"
            let output = place == last ? "logits" : "sum\(place)"
            graph.message(1) { node in
                node.string(1, input)
                node.string(1, "\(2 * place).weight")
                node.string(1, "\(2 * place).bias")
                node.string(2, output)
                node.string(3, "linear\(place)")
                node.string(4, "Gemm")
                node.message(5) { attribute in
                    attribute.string(1, "transB")
                    attribute.integer(3, 1)
                    attribute.integer(20, 2)
                }
            }
            guard place < last else { continue }
            graph.message(1) { node in
                node.string(1, output)
                node.string(2, "activation\(place)")
                node.string(3, "relu\(place)")
                node.string(4, RectifiedLinear.onnxOperator)
            }
        }
        graph.string(2, "network")
        for tensor in NamedTensor.all(of: layers) {
            graph.message(5) { initializer in
                for extent in tensor.shape { initializer.integer(1, extent) }
                initializer.integer(2, floatType)
                initializer.string(8, tensor.name)
                var values: [UInt8] = []
                for value in parameters[tensor.range] {
                    values += LittleEndian.bytes(of: value.bitPattern)
                }
                initializer.blob(9, values)
            }
        }
        graph.message(11) { appendValue("features", width: layers[0], to: &$0) }
        graph.message(12) { appendValue("logits", width: layers[layers.count - 1], to: &$0) }
    }

    /// A name with the type Float and the shape [batch, `width`].
    private static func appendValue(_ name: String, width: Int, to value: inout ProtobufWriter) {
        value.string(1, name)
        value.message(2) { type in
            type.message(1) { tensor in
                tensor.integer(1, floatType)
                tensor.message(2) { shape in
                    shape.message(1) { $0.string(2, "batch") }
                    shape.message(1) { $0.integer(1, width) }
                }
            }
        }
    }
}
