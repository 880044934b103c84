package import SweepModel
package import SweepStatistics
package import TrainingModel

/// The best learning rate for each momentum, with everything else as the leader has it.
package struct RateResponse {
    /// The momenta, ascending; rows name theirs by its place.
    package let momenta: [Double]

    /// The learning rates, ascending; rows name theirs by its place.
    package let rates: [Double]

    /// The other varying hyper-parameters in words, with the leader's values; empty if there are
    /// none.
    package let context: String

    /// The place in ``momenta`` of the one that the others are compared with.
    package let baseline: Int

    /// The rows, and tuned against tuned.
    package let response: BestResponse

    /// Compares, or returns `nil` unless momentum and learning rate vary with the optimizer of the
    /// leader and there are scores.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - table: The scores.
    ///   - leader: The setting that gives the other axes.
    ///   - baseline: The momentum that the others are compared with; the lowest if the leader's
    ///     optimizer has it not.
    ///   - isFinal: Whether the sweep has ended.
    ///   - quantiles: The quantiles known so far.
    package init?(
        _ plan: SweepPlan,
        table: ScoreTable,
        leader: Int,
        baseline: AxisValue?,
        isFinal: Bool,
        quantiles: inout StudentQuantiles
    ) {
        let varying = plan.varyingAxes(with: plan.settings[leader].optimizer)
        guard varying.contains(.momentum), varying.contains(.learningRate) else { return nil }
        let momentumValues = plan.values(of: .momentum)
        let rateValues = plan.values(of: .learningRate)
        var key = plan.settings[leader]
        var grid = momentumValues.map { _ in [Int?](repeating: nil, count: rateValues.count) }
        for (index, setting) in plan.settings.enumerated() {
            key.momentum = setting.momentum
            key.learningRate = setting.learningRate
            guard key == setting, let row = momentumValues.firstIndex(of: setting[.momentum]),
                let column = rateValues.firstIndex(of: setting[.learningRate]),
                !table.completeSeeds(of: [index]).isEmpty
            else { continue }
            grid[row][column] = grid[row][column] ?? index
        }
        func hasSetting(_ row: Int) -> Bool { grid[row].contains { $0 != nil } }
        let wished = baseline.flatMap(momentumValues.firstIndex)
        let place =
            wished.flatMap { hasSetting($0) ? $0 : nil } ?? grid.indices.first(where: hasSetting)
            ?? 0
        guard
            let response = BestResponse(
                table,
                grid: grid,
                baseline: place,
                isFinal: isFinal,
                quantiles: &quantiles
            )
        else { return nil }
        momenta = momentumValues.compactMap(\.number)
        rates = rateValues.compactMap(\.number)
        context = plan.settings[leader].label(
            of: plan.labelledAxes.filter { $0 != .momentum && $0 != .learningRate }
        )
        self.baseline = place
        self.response = plan.spec.choice.isByValidation ? response.withoutIntervals() : response
    }

    /// η*/(1 − μ) of a row, with the dampening of its setting; `nil` unless that is SGD's.
    package func effectiveRate(of row: BestResponse.Row, in plan: SweepPlan) -> Double? {
        plan.settings[row.setting].effectiveLearningRate
    }

    /// The row with the lowest mean score.
    package var best: BestResponse.Row? {
        response.rows.min {
            ($0.estimate.mean, $0.momentum) < ($1.estimate.mean, $1.momentum)
        }
    }

    /// The rows whose best rate is at an edge of the grid.
    package var edges: [BestResponse.Row] {
        response.rows.filter { $0.isAtLowEdge || $0.isAtHighEdge }
    }
}
