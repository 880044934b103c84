internal import NeuralNet
internal import TrainingModel

/// The part of a Python program that makes the network of a setting, with its initial weights.
struct PyTorchNetwork {
    private let initializations: [Initialization]
    private let hasDropout: Bool

    /// Writes the part for `settings`.
    init(_ settings: PyTorchSettings) {
        initializations = Initialization.allCases.filter {
            settings.values(of: .initialization).contains(.word($0.rawValue))
        }
        hasDropout = settings.uses(.dropout)
    }

    /// The classes of `torch.nn` for what hidden units make of their sums, by their names.
    static var activations: String {
        let entries = Activation.allCases.map {
            "    \"\($0.rawValue)\": nn.\($0.policy.pyTorchModule),"
        }
        return "ACTIVATIONS = {\n\(entries.joined(separator: "\n"))\n}\n"
    }

    /// The function `network`.
    var text: String {
        let dropout = hasDropout ? ", nn.Dropout(\(Axis.dropout.settingExpression))" : ""
        return """
            def network(setting):
                layers, parts = setting["layers"], []
                for inputs, outputs in zip(layers, layers[1:]):
                    activation = ACTIVATIONS[\(Axis.activation.settingExpression)]()
                    parts += [nn.Linear(inputs, outputs), activation\(dropout)]
                model = nn.Sequential(*parts[:\(hasDropout ? -2 : -1)])
            \(drawing)    return model

            """
    }

    /// What draws the weights again, where some setting asks for it.
    private var drawing: String {
        let drawn = initializations.filter { $0 != .pytorch }
        guard !drawn.isEmpty else { return "" }
        let name = Axis.initialization.settingExpression
        let isForAll = drawn == initializations
        let condition = isForAll ? "" : " and \(name) != \"\(Initialization.pytorch.rawValue)\""
        return """
                for layer in model:
                    if isinstance(layer, nn.Linear)\(condition):
                        \(call(of: drawn, named: name))
                        nn.init.zeros_(layer.bias)

            """
    }

    private func call(of drawn: [Initialization], named name: String) -> String {
        // Their names are PyTorch's; without arguments, `kaiming_uniform_` has the gain of ReLU.
        drawn.count == 1
            ? "nn.init.\(drawn[0].rawValue)_(layer.weight)"
            : "getattr(nn.init, \(name) + \"_\")(layer.weight)"
    }
}
