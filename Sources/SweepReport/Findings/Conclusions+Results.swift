internal import SweepModel

extension Conclusions {
    /// Draws conclusions from `results`.
    init(_ results: SweepResults) {
        findings = []
        warnings = []
        if results.isPartial {
            let ended = results.plan.runCount - results.openCount
            warnings.append(
                "Partial: \(ended) of \(results.plan.runCount) runs have ended. The numbers will "
                    + "change."
            )
        }
        if let best = results.best {
            let label = results.label(of: best.setting)
            let sample = best[.loss]
            findings.append(
                "\(label.prefix(1).uppercased() + label.dropFirst()) reached the lowest "
                    + "\(sample.count > 1 ? "mean " : "")final loss: \(NumberText.loss(sample.mean)), "
                    + "with \(NumberText.percent(best[.accuracy].mean)) accuracy."
            )
        } else {
            findings.append("No run has finished, so no momentum can be recommended.")
        }
        if results.plan.seeds.count == 1 {
            warnings.append(
                "One seed a setting: chance alone may explain every difference, so nothing can be "
                    + "concluded. Repeat the sweep with --seeds 10."
            )
        }
        findings += Self.notebookClaim(results)
    }

    /// The notebook's own conclusion beside what was found, for the notebook's sweep.
    private static func notebookClaim(_ results: SweepResults) -> [String] {
        let notebook = SweepSpec.notebook
        let spec = results.plan.spec
        guard spec.dataset == notebook.dataset, spec.axes == notebook.axes,
            spec.seeds == notebook.seeds, spec.epochs == notebook.epochs,
            spec.shuffle == notebook.shuffle, !results.isPartial
        else { return [] }
        return [Measure.lastBatchLoss, .loss].compactMap { measure in
            let finished = results.settings.filter { $0.finishedCount > 0 }
            guard
                let best = finished.min(by: { $0[measure].mean < $1[measure].mean })
            else { return nil }
            let momentum = NumberText.plain(best.setting.momentum)
            let verdict = best.setting.momentum == 0.2 ? "agrees" : "does not agree"
            return "The notebook concludes that momentum 0.2 ends with the smallest cost. By "
                + "\(measure.title), the smallest here is \(NumberText.loss(best[measure].mean)) at "
                + "momentum \(momentum), which \(verdict)."
        }
    }
}
