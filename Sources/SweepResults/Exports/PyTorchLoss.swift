internal import NeuralNet
internal import TrainingModel

/// The part of a Python program that makes the loss that is minimized.
struct PyTorchLoss {
    private let settings: PyTorchSettings

    /// Writes the part for `settings`.
    init(_ settings: PyTorchSettings) { self.settings = settings }

    /// The lines, behind those that read the samples.
    var text: String {
        let arguments = Axis.all.compactMap { axis -> String? in
            guard let argument = axis.pyTorch, argument.call == .loss else { return nil }
            return "\(argument.name)=\(axis.argumentExpression)"
        }
        let call = ((weight.map { [$0] } ?? []) + arguments).joined(separator: ",\n    ")
        let lineEnd = weight == nil ? "" : "\n    "
        return weights + "criterion = nn.\(CrossEntropyHead.pyTorchModule)(\(lineEnd)\(call))\n"
    }

    /// The lines that count the classes, where some setting weighs them.
    private var weights: String {
        guard settings.uses(.classWeight) else { return "" }
        return """
            # Of the samples that are trained on: all classes together count alike.
            counts = torch.bincount(y, minlength=len(classes)).double()
            balanced = (len(y) / (len(classes) * counts)).float()

            """
    }

    private var weight: String? {
        guard settings.uses(.classWeight) else { return nil }
        guard settings.values(of: .classWeight).count > 1 else { return "weight=balanced" }
        let name = Axis.classWeight.settingExpression
        return "weight=balanced if \(name) == \"\(ClassWeight.balanced.rawValue)\" else None"
    }

    /// What stands between the gradient and the step, indented twice.
    var clipping: String {
        guard settings.uses(.clipNorm) else { return "" }
        let norm = Axis.clipNorm.settingExpression
        let call = "nn.utils.clip_grad_norm_(model.parameters(), \(norm))"
        let isForAll = !settings.values(of: .clipNorm).contains(.number(0))
        return isForAll
            ? "\n        \(call)" : "\n        if \(norm) > 0:\n            \(call)"
    }
}
