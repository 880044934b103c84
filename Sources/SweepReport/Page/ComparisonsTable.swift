internal import SweepModel

/// The table of paired differences from the baseline.
struct ComparisonsTable {
    /// The most rows on the page; all of them are in `report.json`.
    static let rowLimit = 200

    private let results: SweepResults

    /// Makes the table of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The table, and what its columns mean.
    var html: String {
        let shown = SweepResults.evenly(results.comparisons, limit: Self.rowLimit)
        let heads = [
            "setting", "baseline", "n", "difference", "95 % interval", "t test p", "Holm p",
            "Wilcoxon p", "Holm p", "effect size", "detectable", "seeds to tell apart",
        ]
        let head = heads.enumerated().map { place, title in
            "<th scope=\"col\"\(place < 2 ? " class=\"text\"" : "")>\(HTML.escaped(title))</th>"
        }.joined()
        let height = shown.count > 60 ? "scroll tall" : "scroll"
        return """
            <div class="\(height)" tabindex="0" role="region" aria-label="Paired differences">
            <table class="sortable">
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(shown.map(row).joined())</tbody>
            </table>
            </div>
            \(HTML.paragraph(explanation))
            """
    }

    private var explanation: String {
        "Differences of the final loss from the baseline, seed by seed; negative is better. The "
            + "interval is Student's for the mean difference, not corrected. Holm’s p values are "
            + "corrected for \(NumberText.counted(results.comparisons.count, "comparison")). The "
            + "effect size is the mean in standard deviations of the differences (d_z). "
            + "Detectable is the true difference that a t test at 0.05 finds with a probability of "
            + "80 %, by the noncentral t distribution; and the last column is how many seeds that "
            + "takes for the difference that was found."
    }

    private func row(_ comparison: Comparison) -> String {
        let setting = results.label(of: results.settings[comparison.setting].setting)
        let baseline = results.settings[comparison.baseline].setting.momentum
        var cells = [
            "<th scope=\"row\" class=\"text\">\(HTML.escaped(setting))</th>",
            "<td class=\"text\">momentum \(NumberText.plain(baseline))</td>",
        ]
        guard let loss = comparison.loss else {
            cells.append("<td class=\"text\" colspan=\"10\">fewer than two common seeds</td>")
            return "<tr>\(cells.joined())</tr>\n"
        }
        let seeds = PairedTestPower.pairsNeeded(effect: loss.effectSize)
        let interval = "\(NumberText.signedLoss(loss.low)) to \(NumberText.signedLoss(loss.high))"
        let values: [(String, Double)] = [
            ("\(loss.count)", Double(loss.count)),
            (NumberText.signedLoss(loss.mean), loss.mean),
            (interval, loss.low),
            (NumberText.probability(loss.studentProbability), loss.studentProbability),
            (NumberText.probability(comparison.adjustedStudent), comparison.adjustedStudent),
            (NumberText.probability(loss.wilcoxonProbability), loss.wilcoxonProbability),
            (NumberText.probability(comparison.adjustedWilcoxon), comparison.adjustedWilcoxon),
            (NumberText.signed(loss.effectSize, digits: 2), loss.effectSize),
            (NumberText.loss(loss.detectable), loss.detectable),
            (seeds.map(NumberText.grouped) ?? "–", seeds.map(Double.init) ?? .nan),
        ]
        cells += values.map { "<td data-value=\"\($0.1)\">\(HTML.escaped($0.0))</td>" }
        return "<tr>\(cells.joined())</tr>\n"
    }
}
