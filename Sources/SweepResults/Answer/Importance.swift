package import SweepModel
package import SweepStatistics
package import TrainingModel

/// The shares of the variance of scores that each axis, each pair of axes, the seeds and the folds
/// account for.
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

        /// Three axes and more together, and settings with seeds or folds.
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

    /// Takes the variance of the scores apart, or returns `nil` unless axes vary, their values make
    /// a full grid and every setting has a common seed, so that the shares are exact.
    ///
    /// In what optimizers differ by their defaults belongs to the optimizer; with values of its own
    /// for each there is no full grid.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - table: The scores.
    package init?(_ plan: SweepPlan, table: ScoreTable) {
        let axes = plan.askedAxes
        guard !axes.isEmpty, plan.spec.seeds.isPaired else { return nil }
        let positions = axes.map { axis in
            Dictionary(uniqueKeysWithValues: plan.values(of: axis).enumerated().map { ($1, $0) })
        }
        let levels = plan.settings.map { setting in
            zip(axes, positions).map { $1[setting[$0]] ?? 0 }
        }
        guard let variance = VarianceShares(table, levels: levels) else { return nil }
        var shares = zip(axes, variance.axes).map { Share(source: .axis($0), share: $1) }
        shares += variance.pairs.map { pair in
            Share(source: .pair(axes[pair.first], axes[pair.second]), share: pair.share)
        }
        if table.seedCount > 1 { shares.append(Share(source: .seeds, share: variance.seeds)) }
        if table.foldCount > 1 { shares.append(Share(source: .folds, share: variance.folds)) }
        shares.append(Share(source: .rest, share: variance.rest))
        self.shares = shares.enumerated().sorted {
            ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
        }.map(\.element)
    }
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
