package import SweepModel
internal import TrainingModel

/// The networks that a sweep came to: those of its leader.
///
/// It is one network, of the leader's run with the lowest loss by which settings are ranked; of
/// equal ones that with the lowest seed. With folds no run is trained on all samples, so there is
/// one for each fold, all of the first seed: each sample is held out of just one of them.
package struct ChosenModel: Sendable {
    /// The runs with their parameters, by ascending folds.
    ///
    /// It is one, or with folds one for each fold of which the run finished; never none.
    package let runs: [RunResult]

    /// How often the data are split: 1, or the number of folds.
    package let foldCount: Int

    /// The run that is taken; `nil` with folds.
    package var single: RunResult? { foldCount == 1 ? runs.first : nil }

    /// The index of the leader in the plan's settings.
    package var settingIndex: Int { runs[0].run.settingIndex }
}

/// Finds the runs of a setting that are its ``ChosenModel``, while the runs pass by.
///
/// Only their parameters are kept. Which setting leads is known for sure when all runs have been
/// seen; until then the search goes by the setting that is expected to lead.
struct ChosenModelSearch {
    private let objective: Objective
    private let foldCount: Int
    private let firstSeed: UInt64?

    /// The setting that the search goes by.
    private let settingIndex: Int?

    private var best: (result: RunResult, loss: Float)?
    private var folds: [RunResult] = []

    /// Starts before the first run.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - settingIndex: The setting that is expected to lead, if there is one.
    init(_ plan: SweepPlan, settingIndex: Int?) {
        objective = plan.objective
        foldCount = plan.foldCount
        firstSeed = plan.seeds.first
        self.settingIndex = settingIndex
    }

    /// Takes the next run in.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - measures: What it comes down to.
    mutating func add(_ result: RunResult, _ measures: RunMeasures) {
        let run = result.run
        guard run.settingIndex == settingIndex, result.outcome == .finished, result.hasNetwork
        else { return }
        guard foldCount == 1 else {
            if run.seed == firstSeed { folds.append(result) }
            return
        }
        let loss = measures[objective.lossMeasure]
        guard loss.isFinite else { return }
        if let best, (best.loss, best.result.run.seed) <= (loss, run.seed) { return }
        best = (result, loss)
    }

    /// The runs of the setting that leads.
    ///
    /// - Parameters:
    ///   - leader: The setting that leads by all runs; `nil` if none has a score.
    ///   - plan: The sweep's plan.
    ///   - source: The runs, which pass by once more if another setting was expected to lead.
    /// - Returns: `nil` if no run of the setting finished.
    /// - Throws: An error of the source.
    func model(
        of leader: Int?,
        plan: SweepPlan,
        in source: any RunResultSource
    ) throws -> ChosenModel? {
        guard let leader else { return nil }
        guard leader == settingIndex else {
            var search = ChosenModelSearch(plan, settingIndex: leader)
            try source.forEachRun(.all, of: [leader]) {
                search.add($0, RunMeasures($0, choice: plan.spec.choice))
            }
            return search.model
        }
        return model
    }

    private var model: ChosenModel? {
        let runs = foldCount == 1 ? best.map { [$0.result] } ?? [] : folds
        return runs.isEmpty ? nil : ChosenModel(runs: runs, foldCount: foldCount)
    }
}
