internal import NeuralNet
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// The picture of what a trained network answers at each point of the plane.
enum RegionsFigure {
    /// Draws the regions of the best run with the samples over them.
    ///
    /// - Parameters:
    ///   - trained: The networks of a setting.
    ///   - number: The place among the shown momenta.
    ///   - grid: The points to ask.
    ///   - results: The sweep.
    /// - Returns: The figure, or `nil` if the run has no parameters.
    static func make(
        _ trained: TrainedSetting,
        number: Int,
        grid: DecisionGrid,
        results: SweepResults
    ) -> Figure? {
        let run = trained.best.run
        guard
            let classifier = Classifier(
                layers: run.setting.layers,
                parameters: trained.best.parameters
            )
        else { return nil }
        let name = "regions-\(number)"
        let classes = grid.classes(by: classifier)
        var table = FigureTable("\(name).tsv", columns: ["class at each point, by rows from below"])
        for row in 0..<grid.rows {
            table.add(classes[row * grid.columns..<(row + 1) * grid.columns].map { "\($0)" })
        }
        let samples = SamplesFigure.table(results.dataset)
        let points = SamplesFigure.plots(results.dataset, of: samples, size: 0.32)
        let accuracy = Double(trained.best.curve[.accuracy].last ?? .nan)
        return Figure(
            name: name,
            title: "Decision regions, \(results.label(of: run.setting))",
            caption: "What the best run (seed \(run.seed)) answers at each point of the plane, "
                + "in steps of \(grid.step.x.rounded(toDigits: 4)), under the samples; "
                + "\(NumberText.percent(accuracy)) of them lie in their own colour.",
            width: 480,
            height: 440,
            commands: SamplesFigure.titles(of: results.dataset) + SamplesFigure.frame(of: grid)
                + ClassColors.arrays(classCount: results.dataset.classCount)
                + ["plot " + image(table, grid: grid) + ", \\\n    " + points],
            tables: [table, samples, SamplesFigure.classTable(results.dataset)]
        )
    }

    private static func image(_ table: FigureTable, grid: DecisionGrid) -> GnuplotScript {
        "\(table.name) matrix using (\(grid.left) + $1 * \(grid.step.x)):"
            + "(\(grid.bottom) + $2 * \(grid.step.y)):\(ClassColors.parts(of: "$3")):(80) "
            + "with rgbalpha notitle"
    }
}
