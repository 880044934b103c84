internal import SweepModel
internal import TrainingModel

/// The trained networks that a report keeps of the best setting of one momentum.
struct TrainedSetting {
    /// The place in the plan's settings.
    let index: Int

    /// The finished run with the lowest final loss.
    private(set) var best: RunResult

    /// The parameters of the first finished runs, at most ``replicaLimit``.
    private(set) var replicas: [[Float]]

    /// How many seeds a map of agreement asks.
    static let replicaLimit = 20

    /// Begins with the first finished run of a setting.
    init(_ first: RunResult) {
        index = first.run.settingIndex
        best = first
        replicas = [first.parameters]
    }

    /// Takes another finished run of the same setting in.
    mutating func add(_ result: RunResult) {
        if replicas.count < Self.replicaLimit { replicas.append(result.parameters) }
        let losses = (best.curve[.loss].last ?? .nan, result.curve[.loss].last ?? .nan)
        if losses.1 < losses.0 { best = result }
    }

    /// Keeps only the best run.
    mutating func dropReplicas() { replicas = [] }
}
