internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The table of paired differences from the baseline.
struct ComparisonsTable {
    /// The most rows on the page; all of them are in `report.json`.
    static let rowLimit = 200

    private let results: SweepResults

    /// Makes the table of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The table, and what its columns mean.
    var html: HTML {
        let isWhole = results.comparisons.count <= Self.rowLimit
        let shown = isWhole ? results.comparisons : leading
        let numbers = [
            "n", "difference", "95 % interval", "t test p", "Holm’s p", "Wilcoxon p", "Holm’s p",
            "effect size", "detectable", "seeds to tell apart",
        ]
        let head = parameters.map { parameter -> HTML in
            "<th scope=\"col\"\(Self.kind(parameter))>\(parameter.title)</th>"
        }
        let titles = numbers.map { "<th scope=\"col\">\(HTML.prose($0))</th>" as HTML }
        let height = shown.count > 60 ? "scroll tall" : "scroll"
        return """
            <div class="\(height)" tabindex="0" role="region" aria-label="Paired differences">
            <table class="sortable">
            <thead><tr>\(head + titles)</tr></thead>
            <tbody>
            \(shown.map(row))</tbody>
            </table>
            </div>
            \(isWhole ? HTML() : HTML.paragraph(selection))
            \(HTML.paragraph(explanation))
            """
    }

    /// The comparisons of the settings that did best, the best first.
    private var leading: [Comparison] {
        let sorted = results.comparisons.sorted {
            results.settings[$0.setting].isBetter(than: results.settings[$1.setting])
        }
        return Array(sorted.prefix(Self.rowLimit))
    }

    private var selection: String {
        "The \(Self.rowLimit) best settings of "
            + "\(NumberText.counted(results.comparisons.count, "comparison")), the best first; all "
            + "of them are in report.json."
    }

    private var parameters: [Axis] { results.plan.spec.axes.varying }

    private static func kind(_ parameter: Axis) -> HTML {
        parameter.isText ? " class=\"text\"" : ""
    }

    private var explanation: String {
        let baselines = Set(results.comparisons.map(\.baseline)).map {
            results.settings[$0].setting.momentum
        }
        let tested = results.comparisons.count { $0.adjustedStudent.isFinite }
        let names = Set(baselines).sorted().map(NumberText.plain)
        return "Differences of the final loss from momentum \(NumberText.listed(names))"
            + (results.families.count > 1 ? ", all else equal" : "")
            + ", seed by seed; negative is better. The "
            + "interval is Student’s for the mean difference, not corrected. Holm’s p values are "
            + "corrected for \(NumberText.counted(tested, "comparison")). The "
            + "effect size is the mean in standard deviations of the differences (d_z). "
            + "Detectable is the true difference that a t test at 0.05 finds with a probability of "
            + "80 %, by the noncentral t distribution; and the last column is how many seeds that "
            + "takes for the difference that was found."
    }

    private func row(_ comparison: Comparison) -> HTML {
        let setting = results.settings[comparison.setting].setting
        var cells = parameters.enumerated().map { place, parameter -> HTML in
            let text = setting.displayText(of: parameter)
            let value: HTML = Double(text).map { " data-value=\"\($0)\"" } ?? ""
            let kind = Self.kind(parameter)
            return place == 0
                ? "<th scope=\"row\"\(kind)\(value)>\(text)</th>"
                : "<td\(kind)\(value)>\(text)</td>"
        }
        guard let loss = comparison.loss else {
            cells.append("<td class=\"text\" colspan=\"10\">fewer than two common seeds</td>")
            return "<tr>\(cells)</tr>\n"
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
        cells += values.map { "<td data-value=\"\($0.1)\">\($0.0)</td>" as HTML }
        return "<tr>\(cells)</tr>\n"
    }
}
