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
    ///   - number: The place among the shown settings.
    ///   - grid: The points to ask.
    ///   - samples: The samples.
    ///   - results: The sweep.
    /// - Returns: The figure, or `nil` if the run has no parameters.
    static func make(
        _ trained: TrainedSetting,
        number: Int,
        grid: DecisionGrid,
        samples: SampleLayer,
        results: SweepResults
    ) -> Figure? {
        let run = trained.best.run
        guard
            let classes = grid.classes(
                of: run.setting,
                parameters: [trained.best.parameters]
            )?.first
        else { return nil }
        let name = "regions-\(number)"
        var table = FigureTable(
            "\(name).tsv",
            columns: ["slot of the class at each point, by rows from below"]
        )
        for row in 0..<grid.rows {
            let points = classes[row * grid.columns..<(row + 1) * grid.columns]
            table.add(points.map { "\(samples.classes.slot(of: Int($0)))" })
        }
        let words = MetricWords(results)
        let isHeldOut = results.objective.isHeldOut
        let accuracies =
            [(Measure.accuracy, SamplePart.training)]
            + (isHeldOut ? [(results.objective.accuracyMeasure, SamplePart.validation)] : [])
        let shares = accuracies.map { measure, part in
            let share = Double(trained.bestMeasures[measure])
            return "\(NumberText.percent(share)) of \(words.samples(of: part))"
        }
        let fold = words.isFolded ? ", fold \(run.fold)" : ""
        return Figure(
            name: name,
            title: "Decision regions, \(results.label(of: run.setting))",
            caption: "What the network of the best run (seed \(run.seed)\(fold)) answers at each "
                + "point of the plane, in steps of \(grid.step.x.rounded(toDigits: 4)), under the "
                + "samples. It is right on \(NumberText.listed(shares))."
                + samples.classes.note,
            frame: samples.frame(of: grid),
            commands: samples.commands + samples.classes.colorCommands,
            plots: [Plot(command: image(table, grid: grid))] + samples.plots,
            tables: [table] + samples.tables
        )
    }

    private static func image(_ table: FigureTable, grid: DecisionGrid) -> GnuplotScript {
        "\(table.name) matrix using (\(grid.left) + $1 * \(grid.step.x)):"
            + "(\(grid.bottom) + $2 * \(grid.step.y)):\(ShownClasses.colorColumns(of: "$3")):(80) "
            + "with rgbalpha notitle"
    }
}
