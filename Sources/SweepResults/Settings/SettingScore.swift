package import SweepStatistics

/// What a setting came to: its scores, its accuracy, whether it learned, and how soon.
package struct SettingScore {
    /// The scores over the units that all compared settings have, as losses; `nil` if the setting
    /// was not compared.
    package let summary: ScoreSummary?

    /// The accuracy over its seeds; `nil` if no run finished.
    package let accuracy: AccuracySummary?

    /// The same as counts of samples, with the binomial interval of the part.
    package let part: PartAccuracy?

    /// Whether it learned more than the best constant guess knows; `nil` if it was not compared.
    package internal(set) var learned: LearnedVerdict?

    /// After how many epochs its runs reached the target.
    package let reached: EpochsToTarget

    /// Whether it learned.
    package var hasLearned: Bool { learned?.isLearned ?? false }

    /// Whether it learned by accuracy alone: a constant guess has the lower loss.
    package var isOverconfident: Bool { learned?.isOverconfident ?? false }

    /// The loss with which settings are compared, the geometric mean; NaN if there is none.
    package var loss: Double { summary?.loss ?? .nan }

    /// Starts without runs.
    package static let none = SettingScore(
        summary: nil,
        accuracy: nil,
        part: nil,
        learned: nil,
        reached: EpochsToTarget([], epochCount: 0)
    )
}

extension EpochsToTarget {
    /// The median in words: `12`, `> 100`, or a dash without runs.
    package var medianText: String {
        switch median {
        case .epoch(let epoch): NumberText.plain(epoch)
        case .beyond(let epochs): "> \(NumberText.grouped(epochs))"
        case nil: "–"
        }
    }

    /// The median as a number, infinite beyond the end of training; NaN without runs.
    package var medianValue: Double {
        switch median {
        case .epoch(let epoch): epoch
        case .beyond: .infinity
        case nil: .nan
        }
    }
}
