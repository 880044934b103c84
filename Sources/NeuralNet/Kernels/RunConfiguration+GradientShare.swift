internal import TrainingModel

extension RunConfiguration {
    /// 1 − τ, the share of the gradient that enters the velocity in a step.
    ///
    /// The first step takes the whole gradient, and without momentum PyTorch keeps no velocity, so
    /// nothing is dampened.
    ///
    /// - Parameter isFirstStep: Whether it is the run's first step.
    /// - Returns: The share.
    func gradientShare(isFirstStep: Bool) -> Float {
        isFirstStep || setting.momentum == 0 ? 1 : Float(1 - setting.dampening)
    }
}
