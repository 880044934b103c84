internal import TrainingModel

/// The part of a Python program that makes the optimizer of a setting.
struct PyTorchOptimizer {
    private let optimizers: [Optimizer]

    /// Writes the part for `settings`.
    init(_ settings: PyTorchSettings) { optimizers = settings.optimizers }

    /// The lines.
    var text: String {
        guard optimizers.count > 1 else { return "optimizer = \(Self.call(of: optimizers[0]))\n" }
        return optimizers.enumerated().map { index, optimizer in
            let name = Axis.optimizer.settingExpression
            return """
                \(index == 0 ? "if" : "elif") \(name) == "\(optimizer.rawValue)":
                    optimizer = \(Self.call(of: optimizer, indent: "    "))

                """
        }.joined()
    }

    private static func call(of optimizer: Optimizer, indent: String = "") -> String {
        let arguments = arguments(of: optimizer).joined(separator: ",\n\(indent)    ")
        return """
            torch.optim.\(optimizer.title)(
            \(indent)    model.parameters(),
            \(indent)    \(arguments))
            """
    }

    /// The arguments by name; axes with one name are a tuple.
    private static func arguments(of optimizer: Optimizer) -> [String] {
        var names: [String] = []
        var values: [[String]] = []
        for axis in Axis.all where optimizer.has(axis) {
            guard let argument = axis.pyTorch, argument.call == .optimizer else { continue }
            let name = argument.name(with: optimizer)
            if let index = names.firstIndex(of: name) {
                values[index].append(axis.argumentExpression)
            } else {
                names.append(name)
                values.append([axis.argumentExpression])
            }
        }
        return zip(names, values).map { name, values in
            values.count == 1
                ? "\(name)=\(values[0])" : "\(name)=(\(values.joined(separator: ", ")))"
        }
    }
}

extension Axis {
    /// The value of the run's setting, as an argument of a call.
    var argumentExpression: String {
        guard let condition = pyTorch?.condition, !condition.isEmpty else {
            return settingExpression
        }
        return "\(settingExpression) and \(condition)"
    }
}
