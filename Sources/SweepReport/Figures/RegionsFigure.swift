internal import NeuralNet
internal import SweepModel

/// The picture of what a trained network answers at each point of the plane.
enum RegionsFigure {
    /// Draws the regions of `best` with the samples over them, or `nil` if it has no parameters.
    ///
    /// - Parameters:
    ///   - best: A finished run.
    ///   - number: The place among the shown momenta.
    ///   - grid: The points to ask.
    ///   - results: The sweep.
    static func make(
        _ best: RunResult,
        number: Int,
        grid: DecisionGrid,
        results: SweepResults
    ) -> Figure? {
        let setting = best.run.setting
        guard let classifier = Classifier(layers: setting.layers, parameters: best.parameters)
        else { return nil }
        let name = "regions-\(number)"
        let classes = grid.classes(by: classifier)
        var table = FigureTable("\(name).tsv", columns: ["class at each point, by rows from below"])
        for row in 0..<grid.rows {
            table.add(classes[row * grid.columns..<(row + 1) * grid.columns].map { "\($0)" })
        }
        let samples = SamplesFigure.table("\(name)-samples.tsv", dataset: results.dataset)
        let points = SamplesFigure.plots(results.dataset, of: samples, size: 0.22)
        let accuracy = Double(best.curve[.accuracy].last ?? .nan)
        return Figure(
            name: name,
            title: "Decision regions, \(results.label(of: setting))",
            caption:
                "What the best run (seed \(best.run.seed)) answers at each point of the plane, "
                + "in steps of \(grid.step.x.rounded(toDigits: 4)), under the samples; "
                + "\(NumberText.percent(accuracy)) of the samples lie in their own colour.",
            width: 480,
            height: 440,
            commands: SamplesFigure.frame(of: grid)
                + colors(classCount: results.dataset.classCount)
                + ["plot " + image(table, grid: grid) + ", \\\n    " + points],
            tables: [table, samples]
        )
    }

    private static func colors(classCount: Int) -> [String] {
        let parts = (0..<classCount).map { Palette.parts(of: Palette.color($0, of: classCount)) }
        return ["red", "green", "blue"].enumerated().map { place, name in
            "array \(name)[\(classCount)] = [\(parts.map { "\($0[place])" }.joined(separator: ", "))]"
        }
    }

    private static func image(_ table: FigureTable, grid: DecisionGrid) -> String {
        let parts = ["red", "green", "blue"].map { "(\($0)[int($3) + 1])" }.joined(separator: ":")
        return "'\(table.name)' matrix using (\(grid.left) + $1 * \(grid.step.x)):"
            + "(\(grid.bottom) + $2 * \(grid.step.y)):\(parts):(80) with rgbalpha notitle"
    }
}

extension Double {
    /// The value with `digits` decimals at most, as text.
    func rounded(toDigits digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return NumberText.plain((self * scale).rounded() / scale)
    }
}
