internal import TrainingModel

extension Setting {
    /// What a lane keeps from its first step to its last.
    ///
    /// - Parameter classCount: The classes, which share a smoothed label.
    /// - Returns: Each setting with its value, rounded once.
    func laneValues(classCount: Int) -> [(RunLaneSetting, Float)] {
        [
            (.momentum, Float(momentum)),
            (.weightDecay, Float(weightDecay)),
            (.nesterov, nesterov ? 1 : 0),
            (.labelShare, Float(1 - labelSmoothing)),
            (.uniformShare, Float(labelSmoothing / Double(classCount))),
        ]
    }
}
