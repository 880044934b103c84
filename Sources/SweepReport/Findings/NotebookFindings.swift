internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The notebook's own conclusion beside what was found, for the notebook's sweep.
struct NotebookFindings {
    private let results: SweepResults

    /// Looks at `results`.
    init(_ results: SweepResults) { self.results = results }

    /// One sentence; none for any other sweep, and before its end.
    var sentences: [String] {
        var spec = results.plan.spec
        spec.name = SweepSpec.notebook.name
        guard spec == SweepSpec.notebook, !results.isPartial else { return [] }
        let finished = results.settings.filter { $0.counts.finished > 0 }
        let candidates = [(Measure.lastBatchLoss, "last-batch loss"), (.loss, "training loss")]
        let places = candidates.compactMap { measure, title -> String? in
            guard let best = finished.min(by: { $0[measure].mean < $1[measure].mean }) else {
                return nil
            }
            let isAgreed = best.setting.momentum == 0.2
            return "by \(title) it is \(isAgreed ? "indeed " : "")momentum "
                + "\(NumberText.plain(best.setting.momentum)) "
                + "(\(NumberText.loss(best[measure].mean)))"
        }
        return [
            "The notebook concludes that momentum 0.2 ends with the smallest cost; here, "
                + places.joined(separator: ", but ") + "."
        ]
    }
}
