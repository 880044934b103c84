internal import TrainingModel

/// What hidden units make of their sums, as nodes of ONNX.
///
/// | activation | nodes |
/// |---|---|
/// | relu, leaky_relu, elu, tanh, sigmoid | the operator of that name |
/// | silu | Sigmoid, Mul |
/// | gelu | Div by √2, Erf, Add 1, Mul by ½, Mul; ONNX has the operator from version 20 on only |
/// | identity | none |
///
/// - Source: onnx/onnx, the operators' reference.
extension Activation {
    /// Adds the constants that the nodes of a network take.
    ///
    /// - Parameters:
    ///   - prefix: What the network's names begin with.
    ///   - graph: The graph.
    func appendONNXConstants(prefix: String, to graph: inout ONNXGraph) {
        guard self == .gelu else { return }
        for (name, value) in [("root", Float(2).squareRoot()), ("one", 1), ("half", 0.5)] {
            graph.add(prefix + name, shape: [], [value][...])
        }
    }

    /// Appends the nodes of a layer.
    ///
    /// - Parameters:
    ///   - sum: The name of the sums.
    ///   - output: The name of what becomes of them; the names of nodes between begin with it.
    ///   - prefix: What the network's names begin with.
    ///   - graph: The graph.
    /// - Returns: The name of what the next layer takes.
    func appendONNX(
        of sum: String,
        to output: String,
        prefix: String,
        in graph: inout ONNXGraph
    ) -> String {
        switch self {
        case .relu: graph.append("Relu", [sum], to: output)
        case .leakyRelu: graph.append("LeakyRelu", [sum], to: output, [.init("alpha", 0.01)])
        case .elu: graph.append("Elu", [sum], to: output, [.init("alpha", 1.0)])
        case .tanh: graph.append("Tanh", [sum], to: output)
        case .sigmoid: graph.append("Sigmoid", [sum], to: output)
        case .silu:
            graph.append("Sigmoid", [sum], to: output + ".sigmoid")
            graph.append("Mul", [sum, output + ".sigmoid"], to: output)
        case .gelu:
            graph.append("Div", [sum, prefix + "root"], to: output + ".scaled")
            graph.append("Erf", [output + ".scaled"], to: output + ".erf")
            graph.append("Add", [output + ".erf", prefix + "one"], to: output + ".above")
            graph.append("Mul", [output + ".above", prefix + "half"], to: output + ".share")
            graph.append("Mul", [sum, output + ".share"], to: output)
        case .identity: return sum
        }
        return output
    }
}
