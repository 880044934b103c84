package import SweepModel
internal import TrainingModel

/// What the runs of a sweep came to, by a walk that reads nothing but scores.
///
/// It stays true once every run has ended, so that no other such walk is needed.
public struct RunScores {
    /// One entry for each setting, in the plan's order, with loss and accuracy alone.
    let settings: [SettingResults]

    /// Whether every run has ended.
    var isFinal: Bool { settings.allSatisfy { $0.counts.open == 0 } }

    /// Walks through runs.
    ///
    /// - Parameters:
    ///   - source: The runs.
    ///   - judge: What gives each its score.
    /// - Throws: An error of the source.
    package init(of source: any RunResultSource, judge: RunJudge) throws {
        var settings: [SettingResults] = []
        try source.forEachRun(.scores, of: nil) { result in
            let run = result.run
            if settings.last?.index != run.settingIndex {
                settings.append(
                    SettingResults(
                        index: run.settingIndex,
                        setting: run.setting,
                        measures: [.loss, judge.objective.accuracyMeasure]
                    )
                )
            }
            let measures = RunMeasures(result, choice: judge.choice)
            settings[settings.count - 1].add(
                measures,
                outcome: result.outcome,
                scored: judge.score(of: result, measures)
            )
        }
        self.settings = settings
    }
}
