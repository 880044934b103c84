internal import SweepModel
package import SweepStatistics
package import TrainingModel

/// Which optimizer has the best setting, each taken with the best of the settings that were tried
/// of it.
///
/// ``GroupComparison`` says why the choice of each best setting from the same scores does no harm.
package struct OptimizerComparison {
    /// An optimizer at its best.
    package struct Row {
        /// The optimizer.
        package let optimizer: Optimizer

        /// Its setting with the lowest mean score, its verdict and its bound.
        package let best: GroupComparison.Row
    }

    /// The optimizers that have a score, the lowest mean first; at least two.
    package let rows: [Row]

    /// Compares, or returns `nil` unless several optimizers have scores.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - table: The scores.
    ///   - answer: Which setting leads.
    ///   - quantiles: The quantiles known so far.
    init?(
        _ plan: SweepPlan,
        table: ScoreTable,
        answer: SweepAnswer,
        quantiles: inout StudentQuantiles
    ) {
        let optimizers = plan.spec.axes.optimizers
        let groups = plan.settings.map { optimizers.firstIndex(of: $0.optimizer) ?? 0 }
        guard optimizers.count > 1,
            let comparison = GroupComparison(
                table,
                answer: answer,
                groups: groups,
                quantiles: &quantiles
            )
        else { return nil }
        rows = comparison.rows.map { Row(optimizer: optimizers[$0.group], best: $0) }
    }

    /// The two optimizers of the first sentence: SGD, or without it the one of the leader; and the
    /// best of the others, before them those that may have the best setting, too.
    package var pair: (subject: Row, rival: Row) {
        let subject = rows.first { $0.optimizer == .sgd } ?? rows[0]
        let others = rows.filter { $0.optimizer != subject.optimizer }
        let isOpen = subject.best.verdict == .open
        return (subject, others.first { isOpen && $0.best.verdict == .open } ?? others[0])
    }
}
