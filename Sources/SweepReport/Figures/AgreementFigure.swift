internal import NeuralNet
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// The picture of how far the seeds of one setting agree on each point of the plane.
enum AgreementFigure {
    /// Draws the class that most replicates predict, the stronger the more of them do.
    ///
    /// - Parameters:
    ///   - trained: The networks of a setting.
    ///   - number: The place among the shown momenta.
    ///   - grid: The points to ask.
    ///   - results: The sweep.
    /// - Returns: The figure, or `nil` with fewer than two replicates.
    static func make(
        _ trained: TrainedSetting,
        number: Int,
        grid: DecisionGrid,
        results: SweepResults
    ) -> Figure? {
        let setting = results.settings[trained.index].setting
        let classifiers = trained.replicas.compactMap {
            Classifier(layers: setting.layers, parameters: $0)
        }
        guard classifiers.count > 1 else { return nil }
        let votes = votes(of: classifiers, grid: grid, classCount: results.dataset.classCount)
        let name = "agreement-\(number)"
        let table = table("\(name).tsv", votes: votes, voters: classifiers.count, grid: grid)
        let unanimous = votes.count { $0.contains(classifiers.count) }
        let share = Double(unanimous) / Double(votes.count)
        let samples = SamplesFigure.table(results.dataset)
        let points = SamplesFigure.plots(results.dataset, of: samples, size: 0.32)
        let image: GnuplotScript =
            "\(table.name) using 1:2:\(ClassColors.parts(of: "$3")):(20 + 140 * $4) "
            + "with rgbalpha notitle"
        return Figure(
            name: name,
            title: "Agreement of seeds, \(results.label(of: setting))",
            caption: "The class that most of \(classifiers.count) seeds predict at each point; the "
                + "paler, the fewer agree. All agree on \(NumberText.percent(share)) of the plane.",
            width: 480,
            height: 440,
            commands: SamplesFigure.titles(of: results.dataset) + SamplesFigure.frame(of: grid)
                + ClassColors.arrays(classCount: results.dataset.classCount)
                + ["plot " + image + ", \\\n    " + points],
            tables: [table, samples, SamplesFigure.classTable(results.dataset)]
        )
    }

    /// For each point, how many networks predict each class.
    private static func votes(
        of classifiers: [Classifier],
        grid: DecisionGrid,
        classCount: Int
    ) -> [[Int]] {
        let none = [Int](repeating: 0, count: classCount)
        var votes = [[Int]](repeating: none, count: grid.rows * grid.columns)
        for classifier in classifiers {
            for (point, vote) in grid.classes(by: classifier).enumerated() {
                votes[point][vote] += 1
            }
        }
        return votes
    }

    /// Each point with its winner, how clearly it won (0 by chance, 1 by all), and all shares.
    private static func table(
        _ name: String,
        votes: [[Int]],
        voters: Int,
        grid: DecisionGrid
    ) -> FigureTable {
        let classes = votes.first?.indices ?? 0..<0
        var table = FigureTable(
            name,
            columns: ["x", "y", "class", "clarity"] + classes.map { "share_of_\($0)" }
        )
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let counts = votes[row * grid.columns + column]
                let most = counts.max() ?? 0
                let winner = counts.firstIndex(of: most) ?? 0
                let chance = 1 / Double(counts.count)
                let clarity = (Double(most) / Double(voters) - chance) / (1 - chance)
                table.add(
                    [
                        grid.x(column).rounded(toDigits: 6), grid.y(row).rounded(toDigits: 6),
                        "\(winner)", max(0, clarity).rounded(toDigits: 4),
                    ] + counts.map { (Double($0) / Double(voters)).rounded(toDigits: 4) }
                )
            }
        }
        return table
    }
}
