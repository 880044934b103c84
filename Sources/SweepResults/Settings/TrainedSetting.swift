package import SweepModel

/// The trained networks that a report keeps of one setting.
package struct TrainedSetting {
    /// The place in the plan's settings.
    package let index: Int

    /// The finished run with the lowest loss by which settings are ranked; of equal ones that with
    /// the lowest seed, as in ``ChosenModel``.
    package private(set) var best: RunResult

    /// What ``best`` comes down to.
    package private(set) var bestMeasures: RunMeasures

    /// The parameters of the first finished runs, at most ``replicaLimit``.
    package private(set) var replicas: [[Float]]

    /// How many seeds a map of agreement asks.
    package static let replicaLimit = 20

    /// Begins with the first finished run of a setting.
    ///
    /// - Parameters:
    ///   - first: The run.
    ///   - measures: What it comes down to.
    package init(_ first: RunResult, _ measures: RunMeasures) {
        index = first.run.settingIndex
        best = first
        bestMeasures = measures
        replicas = [first.parameters]
    }

    /// Takes another finished run of the same setting in.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - measures: What it comes down to.
    ///   - objective: What settings are ranked by.
    package mutating func add(
        _ result: RunResult,
        _ measures: RunMeasures,
        objective: Objective
    ) {
        if replicas.count < Self.replicaLimit { replicas.append(result.parameters) }
        let measure = objective.lossMeasure
        let (loss, lowest) = (measures[measure], bestMeasures[measure])
        if (loss, result.run.seed) < (lowest, best.run.seed) {
            (best, bestMeasures) = (result, measures)
        }
    }
}
