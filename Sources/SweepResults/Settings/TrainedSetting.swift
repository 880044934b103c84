package import SweepModel
internal import TrainingModel

/// The trained networks that a report keeps of one setting.
package struct TrainedSetting {
    /// The place in the plan's settings.
    package let index: Int

    /// The finished run with the lowest loss by which settings are ranked.
    package private(set) var best: RunResult

    /// The parameters of the first finished runs, at most ``replicaLimit``.
    package private(set) var replicas: [[Float]]

    /// How many seeds a map of agreement asks.
    package static let replicaLimit = 20

    /// Begins with the first finished run of a setting.
    package init(_ first: RunResult) {
        index = first.run.settingIndex
        best = first
        replicas = [first.parameters]
    }

    /// Takes another finished run of the same setting in.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - objective: What settings are ranked by.
    package mutating func add(_ result: RunResult, objective: Objective) {
        if replicas.count < Self.replicaLimit { replicas.append(result.parameters) }
        let metric = objective.loss
        let losses = (best.curve[metric].last ?? .nan, result.curve[metric].last ?? .nan)
        if losses.1 < losses.0 { best = result }
    }
}
