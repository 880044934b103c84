internal import SweepModel

extension Setting {
    /// The values of `parameters` in words, for example `momentum 0.9, learning rate 0.1`.
    func label(of parameters: [HyperParameter]) -> String {
        parameters.map { "\($0.title) \(displayText(of: $0))" }.joined(separator: ", ")
    }

    /// The values of `parameters` in symbols, for example `μ 0.9, η 0.1`.
    func shortLabel(of parameters: [HyperParameter]) -> String {
        parameters.map { "\($0.symbol) \(displayText(of: $0))" }.joined(separator: ", ")
    }

    /// The value of `parameter` without a trailing `.0`.
    func displayText(of parameter: HyperParameter) -> String {
        switch parameter {
        case .momentum: NumberText.plain(momentum)
        case .learningRate: NumberText.plain(learningRate)
        case .dampening: NumberText.plain(dampening)
        case .weightDecay: NumberText.plain(weightDecay)
        case .batch, .layers, .nesterov: text(of: parameter)
        }
    }
}

extension HyperParameter {
    /// The name in prose.
    var title: String {
        switch self {
        case .momentum: "momentum"
        case .learningRate: "learning rate"
        case .batch: "batch"
        case .layers: "layers"
        case .nesterov: "Nesterov"
        case .dampening: "dampening"
        case .weightDecay: "weight decay"
        }
    }

    /// The letter in formulas, or the name if it has none.
    var symbol: String {
        switch self {
        case .momentum: "μ"
        case .learningRate: "η"
        case .dampening: "τ"
        case .weightDecay: "λ"
        case .batch, .layers, .nesterov: title
        }
    }
}
