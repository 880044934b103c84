internal import NeuralNet
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// What a schedule makes of learning rate and momentum in the course of a training.
struct ScheduleCourse {
    /// The most steps of a course that are looked at.
    static let pointLimit = 400

    /// The epochs that are done before each step, with fractions where they change in epochs.
    let epochs: [Double]

    /// What each step is made with.
    let values: [StepValues]

    /// Follows the training of `setting`: epoch by epoch, or batch by batch where the schedule asks
    /// for that; of many evenly picked ones, the first and the last among them.
    init(_ setting: Setting, in results: SweepResults) {
        let epochCount = results.plan.spec.epochs
        let batches =
            setting.schedule.changesInEpochs
            ? max(1, (results.dataset.count + setting.batch - 1) / setting.batch) : 1
        let count = epochCount * batches
        let shown = min(count, Self.pointLimit)
        let steps = (0..<shown).map { point in
            let index = shown < 2 ? 0 : point * (count - 1) / (shown - 1)
            return TrainingStep(
                epoch: index / batches,
                of: epochCount,
                batch: index % batches,
                of: batches
            )
        }
        epochs = steps.map { Double($0.index) / Double(batches) }
        values = steps.map(setting.stepValues)
    }

    /// The largest effective learning rate of a step; `nil` unless the optimizer has one.
    static func largestEffectiveRate(of setting: Setting, in results: SweepResults) -> Double? {
        guard let rate = setting.effectiveLearningRate else { return nil }
        guard setting.schedule != .constant else { return rate }
        return ScheduleCourse(setting, in: results).values
            .compactMap { setting.effectiveLearningRate(with: $0) }.max()
    }
}
