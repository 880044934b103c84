internal import NeuralNet
package import SweepPrediction
package import TrainingModel

/// Trained networks as an ONNX model of the raw columns of a table.
///
/// | name | type | is |
/// |---|---|---|
/// | `features` | double [batch, columns] | input: the columns of the text `preprocess`, in order |
/// | `label` | string [batch] | the name of the class with the largest logit |
/// | `probabilities` | float [batch, classes] | the softmax of the logits |
/// | `logits` | float [batch, classes] | the network's outputs |
///
/// The model standardizes in Double, (x − mean) / deviation, and then rounds to Float once, as the
/// sweep does; each linear layer is a `Gemm` with the weight transposed, as PyTorch exports it. The
/// metadata have the text `preprocess`, which ``Preprocessing`` describes. Several networks are an
/// ensemble: its probabilities are their weighted mean, which has no logits.
///
/// - Source: onnx/onnx, `onnx.proto` (field numbers) and the operators' reference; ReleaseNotes of
///   IR version 8, the first with operator set 17.
package enum ONNXFile {
    private static let intermediateVersion = 8
    private static let operatorSetVersion = 17

    /// A network of the model.
    package struct Member {
        /// The network's widths.
        package let layers: [Int]

        /// What its hidden units make of their sums.
        package let activation: Activation

        /// The weights and biases in flat order.
        package let parameters: [Float]

        /// How much its probabilities count among those of all members; above 0.
        package let weight: Int

        /// Describes a network.
        package init(
            layers: [Int],
            activation: Activation,
            parameters: [Float],
            weight: Int = 1
        ) {
            self.layers = layers
            self.activation = activation
            self.parameters = parameters
            self.weight = weight
        }
    }

    /// The bytes of the file.
    ///
    /// - Parameters:
    ///   - members: The networks; one or more.
    ///   - preprocessing: What stands before and after them.
    ///   - metadata: Texts about the model, in order.
    /// - Returns: A whole file.
    package static func bytes(
        _ members: [Member],
        preprocessing: Preprocessing,
        metadata: [(String, String)]
    ) -> [UInt8] {
        let texts = metadata + [(Preprocessing.metadataKey, preprocessing.json)]
        return ProtobufWriter.message { model in
            model.integer(1, intermediateVersion)
            model.string(2, "momentum-sweep")
            model.string(6, metadata.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
            model.blob(7, graph(members, preprocessing).bytes)
            model.message(8) { operatorSet in operatorSet.integer(2, operatorSetVersion) }
            for (key, text) in texts {
                model.message(14) { property in
                    property.string(1, key)
                    property.string(2, text)
                }
            }
        }
    }

    private static func graph(_ members: [Member], _ preprocessing: Preprocessing) -> ONNXGraph {
        var graph = ONNXGraph(name: "network")
        let classCount = preprocessing.classNames.count
        graph.addInput("features", .double, width: preprocessing.features.count)
        appendPreparation(preprocessing, to: &graph)
        graph.addOutput("label", .string, width: nil)
        graph.addOutput("probabilities", .float, width: classCount)
        if members.count == 1 {
            append(members[0], prefix: "", output: "logits", to: &graph)
            graph.append("Softmax", ["logits"], to: "probabilities", [.init("axis", 1)])
            graph.addOutput("logits", .float, width: classCount)
        } else {
            appendMean(of: members, to: &graph)
        }
        // Logits tell classes apart that have the same probability in single precision.
        graph.append(
            "ArgMax",
            [members.count == 1 ? "logits" : "probabilities"],
            to: "index",
            [.init("axis", 1), .init("keepdims", 0)]
        )
        graph.add("classes", preprocessing.classNames)
        graph.append("Gather", ["classes", "index"], to: "label")
        return graph
    }

    /// From the raw columns to what the networks take.
    private static func appendPreparation(
        _ preprocessing: Preprocessing,
        to graph: inout ONNXGraph
    ) {
        guard preprocessing.isStandardized else {
            graph.append("Cast", ["features"], to: "inputs", [.init("to", .float)])
            return
        }
        let scalings = preprocessing.features.map(\.scaling)
        let largest = Double(Float.greatestFiniteMagnitude)
        graph.add("means", shape: [scalings.count], scalings.map { $0?.mean ?? 0 })
        graph.add("deviations", shape: [scalings.count], scalings.map { $0?.deviation ?? 1 })
        graph.add("lowest", shape: [], [-largest])
        graph.add("highest", shape: [], [largest])
        graph.append("Sub", ["features", "means"], to: "centred")
        graph.append("Div", ["centred", "deviations"], to: "standardized")
        graph.append("Clip", ["standardized", "lowest", "highest"], to: "bounded")
        graph.append("Cast", ["bounded"], to: "inputs", [.init("to", .float)])
    }

    /// The layers of a network, whose names begin with `prefix`.
    private static func append(
        _ member: Member,
        prefix: String,
        output: String,
        to graph: inout ONNXGraph
    ) {
        let last = member.layers.count - 2
        for tensor in NamedTensor.all(of: member.layers) {
            graph.add(prefix + tensor.name, shape: tensor.shape, member.parameters[tensor.range])
        }
        if last > 0 { member.activation.appendONNXConstants(prefix: prefix, to: &graph) }
        var input = "inputs"
        for layer in 0...last {
            let sum = layer == last ? output : "\(prefix)sum\(layer)"
            let tensors = ["weight", "bias"].map { "\(prefix)\(2 * layer).\($0)" }
            graph.append("Gemm", [input] + tensors, to: sum, [.init("transB", 1)])
            guard layer < last else { continue }
            input = member.activation.appendONNX(
                of: sum,
                to: "\(prefix)activation\(layer)",
                prefix: prefix,
                in: &graph
            )
        }
    }

    /// The weighted mean of the probabilities of several networks.
    private static func appendMean(of members: [Member], to graph: inout ONNXGraph) {
        let total = Float(members.reduce(0) { $0 + $1.weight })
        let shares = members.enumerated().map { index, member in
            let prefix = "member\(index)."
            append(member, prefix: prefix, output: prefix + "logits", to: &graph)
            let softmax = prefix + "softmax"
            graph.append("Softmax", [prefix + "logits"], to: softmax, [.init("axis", 1)])
            graph.add(prefix + "share", shape: [1], [Float(member.weight) / total])
            graph.append("Mul", [softmax, prefix + "share"], to: prefix + "probabilities")
            return prefix + "probabilities"
        }
        graph.append("Sum", shares, to: "probabilities")
    }
}

extension ONNXGraph.Attribute {
    fileprivate init(_ name: String, _ element: ONNXGraph.Element) {
        self.init(name, element.rawValue)
    }
}
