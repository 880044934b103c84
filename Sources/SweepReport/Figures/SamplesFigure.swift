internal import NeuralNet
internal import Quoting
internal import SweepResults
internal import TrainingModel

/// The picture of the data.
enum SamplesFigure {
    /// The most samples that the picture shows.
    static let sampleLimit = 2_000

    /// Draws the samples as points, one colour a class and one mark a part; `nil` unless there are
    /// two features.
    static func make(_ results: SweepResults) -> Figure? {
        let samples = PartedSamples(results.samples, fold: 0)
        let dataset = samples.dataset
        guard let grid = DecisionGrid(over: dataset) else { return nil }
        let layer = SampleLayer(samples, name: "data", limit: sampleLimit, pointSize: 0.4)
        let shown = min(dataset.count, sampleLimit)
        let count =
            shown < dataset.count
            ? "\(NumberText.grouped(shown)) of the \(NumberText.grouped(dataset.count))"
            : "the \(NumberText.grouped(shown))"
        return Figure(
            name: "data",
            title: "\(NumberText.counted(dataset.count, "sample")) in "
                + "\(NumberText.grouped(dataset.classCount)) "
                + (dataset.classCount == 1 ? "class" : "classes"),
            caption: "Each mark is one of \(count) samples at its two features; the colour is its "
                + "class" + (samples.parts.count > 1 ? ", the form its part." : ".")
                + (results.samples.parts.foldCount > 1
                    ? " The first fold is held out here; each sample is in one." : "")
                + layer.classes.note,
            frame: layer.frame(of: grid),
            commands: layer.commands,
            plots: layer.plots,
            tables: layer.tables
        )
    }
}
