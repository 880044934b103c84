internal import NeuralNet
internal import Quoting
internal import SweepResults
internal import TrainingModel

/// The picture of how far the seeds of one setting agree on each point of the plane.
enum AgreementFigure {
    /// Draws the class that most replicates predict, the stronger the more of them do.
    ///
    /// - Parameters:
    ///   - trained: The networks of a setting.
    ///   - number: The place among the shown settings.
    ///   - grid: The points to ask.
    ///   - samples: The samples.
    ///   - results: The sweep.
    /// - Returns: The figure, or `nil` with fewer than two replicates.
    static func make(
        _ trained: TrainedSetting,
        number: Int,
        grid: DecisionGrid,
        samples: SampleLayer,
        results: SweepResults
    ) -> Figure? {
        let setting = results.settings[trained.index].setting
        guard trained.replicas.count > 1,
            let classes = grid.classes(of: setting, parameters: trained.replicas)
        else { return nil }
        let votes = (0..<grid.rows * grid.columns).map { point in
            Vote(classes.map { Int($0[point]) }, classCount: results.dataset.classCount)
        }
        let name = "agreement-\(number)"
        let table = table("\(name).tsv", votes: votes, grid: grid, classes: samples.classes)
        let unanimous = votes.count { $0.share == 1 }
        let share = Double(unanimous) / Double(votes.count)
        let image: GnuplotScript =
            "\(table.name) using 1:2:\(ShownClasses.colorColumns(of: "$4")):(20 + 140 * $5) "
            + "with rgbalpha notitle"
        return Figure(
            name: name,
            title: "Agreement of seeds, \(results.label(of: setting))",
            caption: "The class that most of the networks of "
                + "\(NumberText.counted(classes.count, "run")) predict at each point; the paler, "
                + "the fewer agree. All agree on \(NumberText.percent(share)) of the plane."
                + samples.classes.note,
            frame: samples.frame(of: grid),
            commands: samples.commands + samples.classes.colorCommands,
            plots: [Plot(command: image)] + samples.plots,
            tables: [table] + samples.tables
        )
    }

    /// What the networks predict at one point.
    private struct Vote {
        /// The class that most of them predict, the first one among equals.
        let winner: Int

        /// The share of the networks that predict it.
        let share: Double

        /// How clearly it won: 0 by chance, 1 by all.
        let clarity: Double

        /// Counts; what it costs depends on the networks, not on the classes.
        init(_ predictions: [Int], classCount: Int) {
            var winner = (class: 0, count: 0)
            var run = (class: -1, count: 0)
            for prediction in predictions.sorted() {
                run = prediction == run.class ? (run.class, run.count + 1) : (prediction, 1)
                if run.count > winner.count { winner = run }
            }
            self.winner = winner.class
            share = Double(winner.count) / Double(predictions.count)
            let chance = 1 / Double(classCount)
            clarity = max(0, (share - chance) / (1 - chance))
        }
    }

    private static func table(
        _ name: String,
        votes: [Vote],
        grid: DecisionGrid,
        classes: ShownClasses
    ) -> FigureTable {
        var table = FigureTable(name, columns: ["x", "y", "class", "slot", "clarity", "share"])
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let vote = votes[row * grid.columns + column]
                table.add([
                    grid.x(column).rounded(toDigits: 6), grid.y(row).rounded(toDigits: 6),
                    "\(vote.winner)", "\(classes.slot(of: vote.winner))",
                    vote.clarity.rounded(toDigits: 4), vote.share.rounded(toDigits: 4),
                ])
            }
        }
        return table
    }
}
