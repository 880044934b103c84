internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What follows from how the sweep was set up, whatever its numbers are.
struct DesignFindings {
    private let results: SweepResults

    /// Looks at the plan of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// What a reader should be warned of.
    var warnings: [String] { [partial, trainingLoss, unpaired].compactMap(\.self) }

    /// What else is worth knowing.
    var remarks: [String] { [folds, seeds].compactMap(\.self) }

    private var partial: String? {
        guard results.isPartial else { return nil }
        let ended = results.plan.runCount - results.counts.open
        return "Partial: \(NumberText.grouped(ended)) of "
            + "\(NumberText.counted(results.plan.runCount, "run")) have ended. "
            + "The numbers will change."
    }

    private var trainingLoss: String? {
        guard !results.objective.isHeldOut else { return nil }
        return "No samples are held out, so settings are ranked by training loss, which says "
            + "nothing about new data. `split: {validation: 0.2}` in the spec holds a fifth out."
    }

    private var unpaired: String? {
        guard !results.plan.spec.seeds.isPaired else { return nil }
        return "The seeds are not paired: as in the notebook, each setting started from other "
            + "weights, so the start is a part of every difference."
    }

    private var folds: String? {
        let count = results.table.foldCount
        guard count > 1 else { return nil }
        let seeds = results.plan.seeds.count
        return "The units are the \(count) folds"
            + (seeds > 1 ? ", each the mean over \(seeds) seeds" : "")
            + "; intervals and tests allow for the training samples that folds share (Nadeau and "
            + "Bengio 2003). More seeds add no unit, so they would not make the answer surer."
    }

    private var seeds: String? {
        guard results.plan.spec.seeds.isPaired, results.plan.seeds.count > 1,
            results.table.foldCount == 1
        else { return nil }
        let varied = NumberText.listed(
            ["the initial weights"]
                + (results.plan.spec.shuffle ? ["the order of the samples"] : [])
                + (MetricWords(results).hasDropout ? ["the units that dropout leaves out"] : [])
        )
        let split = results.objective.isHeldOut ? "the data and their split" : "the data"
        let correlation = results.seedCorrelation.map {
            " Over the settings, losses correlate by seed with "
                + "\(NumberText.signed($0, digits: 2)), which pairing takes out."
        }
        return "Seeds vary \(varied) only; \(split) are the same in all runs, and the intervals do "
            + "not cover what other samples would give.\(correlation ?? "")"
    }
}
