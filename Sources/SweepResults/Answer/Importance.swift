package import TrainingModel

/// The shares of the variance of scores that each axis, each pair of axes and the seeds account
/// for; exact on a full grid with paired seeds.
package struct Importance {
    /// What a share belongs to.
    package enum Source: Hashable, Sendable {
        /// One axis.
        case axis(Axis)

        /// Two axes together, beyond what each does alone.
        case pair(Axis, Axis)

        /// The seeds.
        case seeds

        /// The folds.
        case folds

        /// Three axes and more together, and settings with seeds.
        case rest
    }

    /// One share.
    package struct Share {
        /// What it belongs to.
        package let source: Source

        /// The share of the whole variance, in 0...1.
        package let share: Double
    }

    /// The shares, the largest first; they add up to 1.
    package let shares: [Share]
}

extension Importance.Source {
    /// The source in words, for example `momentum × learning rate`.
    package var title: String {
        switch self {
        case .axis(let axis): axis.title
        case .pair(let first, let second): "\(first.title) × \(second.title)"
        case .seeds: "seeds"
        case .folds: "folds"
        case .rest: "the rest"
        }
    }

    /// The name in `report.json`, for example `momentum:learning_rate`.
    package var name: String {
        switch self {
        case .axis(let axis): axis.name
        case .pair(let first, let second): "\(first.name):\(second.name)"
        case .seeds: "seeds"
        case .folds: "folds"
        case .rest: "rest"
        }
    }
}
