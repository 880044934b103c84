import SweepModel
import TrainingModel

extension SweepSpec {
    /// Two batch sizes that alternate in the plan's order, so that two groups do.
    static let test = SweepSpec(
        name: "test",
        dataset: .spiral(SpiralSource()),
        epochs: 50,
        shuffle: false,
        axes: SweepAxes([.momentum: [0, 0.5, 0.9], .batch: [10, 20], .layers: [[2, 3, 3]]]),
        seeds: .paired([1, 2, 3, 4, 5])
    )
}
