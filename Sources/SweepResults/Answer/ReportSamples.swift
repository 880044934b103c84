package import NeuralNet
package import SweepModel
package import TrainingModel

/// The samples of a sweep as a report needs them.
package struct ReportSamples: Sendable {
    /// The samples that are trained on, as they are trained on; with folds, those of the first one.
    package let dataset: Dataset

    /// All samples with their parts; `nil` where ``dataset`` is all of them.
    package let table: SampleTable?

    /// What a guess comes to, for each fold.
    package let guesses: [Guess]

    /// Collects samples.
    ///
    /// - Parameters:
    ///   - dataset: The samples that are trained on.
    ///   - table: All samples with their parts; `nil` where all of them are trained on.
    ///   - scales: What is stored with the plan, for each fold; empty to work it out.
    ///   - plan: The sweep's plan.
    package init(
        _ dataset: Dataset,
        table: SampleTable? = nil,
        scales: [LossScale] = [],
        plan: SweepPlan
    ) {
        let parts = table?.parts ?? .whole(count: dataset.count)
        self.dataset = dataset
        self.table = table
        let objective = plan.objective
        let judged: SamplePart = objective.isHeldOut ? .validation : .training
        guesses = (0..<plan.foldCount).map { index in
            let fold = parts.foldCount > 1 ? index : 0
            return Guess(
                labels: table?.labels ?? dataset.labels,
                classCount: dataset.classCount,
                parts: parts,
                fold: fold,
                objective: objective,
                independentCount: table?.independentCount(of: judged, fold: fold),
                stored: scales.indices.contains(index) ? scales[index] : nil
            )
        }
    }

    /// Which samples are trained on and which are held out.
    package var parts: SampleParts { table?.parts ?? .whole(count: dataset.count) }

    /// What the losses of all folds together are measured against: G and f are their geometric
    /// means.
    package var meanScale: LossScale? {
        guard guesses.count > 1 else { return guesses.first?.scale }
        func mean(_ value: (LossScale) -> Double) -> Double {
            let sum = guesses.reduce(0) { sum, guess in
                sum + ElementaryFunctions.logarithm(value(guess.scale))
            }
            return ElementaryFunctions.exponential(sum / Double(guesses.count))
        }
        return LossScale(guess: mean(\.guess), floor: mean(\.floor))
    }

    /// The same samples, with what `name` makes of each class's name.
    package func renamingClasses(_ name: (String) -> String) -> ReportSamples {
        ReportSamples(
            dataset.renamingClasses(name),
            table: table?.renamingClasses(name),
            guesses: guesses
        )
    }

    private init(_ dataset: Dataset, table: SampleTable?, guesses: [Guess]) {
        self.dataset = dataset
        self.table = table
        self.guesses = guesses
    }
}
