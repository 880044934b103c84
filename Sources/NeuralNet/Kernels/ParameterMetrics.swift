internal import TrainingModel

/// Metrics of a run's parameters alone.
enum ParameterMetrics {
    /// The value of `metric`.
    ///
    /// - Parameters:
    ///   - metric: A metric of the parameters.
    ///   - parameters: The weights and biases in PyTorch's flat order.
    /// - Returns: The value, rounded once.
    /// - Precondition: The metric is taken from parameters.
    static func value(of metric: Metric, _ parameters: [Float]) -> Float {
        switch metric {
        // In the order of the indices, so that all kernels give the same bits.
        case .parameterNorm:
            Float(parameters.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
        default: preconditionFailure("\(metric.name) is not taken from parameters")
        }
    }
}
