internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The table of the best learning rate for each momentum.
struct BestResponseTable {
    private let results: SweepResults
    private let words: MetricWords

    /// Makes the table of `results`.
    init(_ results: SweepResults) {
        self.results = results
        words = MetricWords(results)
    }

    /// The table; nothing unless momentum and learning rate vary and there are scores.
    var html: HTML {
        guard let response = results.rateResponse else { return "" }
        let hasIntervals = response.response.rows.contains { $0.interval != nil }
        let hasTuned = !response.response.differences.isEmpty
        let heads =
            ["momentum", "best learning rate η*"] + (hasSteps(response) ? ["η*/(1 − μ)"] : [])
            + [words.objective]
            + (hasIntervals ? ["95 % interval"] : [])
            + (hasTuned ? ["tuned against tuned", "p, corrected"] : [])
        let head = heads.map { "<th scope=\"col\">\(HTML.prose($0))</th>" as HTML }
        let rows = response.response.rows.map { row -> HTML in
            let cells = cells(row, in: response, hasIntervals: hasIntervals, hasTuned: hasTuned)
            let isBest = row.setting == results.answer?.leader
            return "<tr\(isBest ? " class=\"best\"" as HTML : "")>\(cells)</tr>\n"
        }
        return """
            <div class="\(rows.count > 20 ? "scroll tall" : "scroll")" tabindex="0" \
            role="region" aria-label="Best learning rates">
            <table class="sortable">
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </div>
            \(HTML.paragraph(explanation(response, hasTuned: hasTuned)))
            """
    }

    /// Whether there are lengths of steps in the long run.
    private func hasSteps(_ response: RateResponse) -> Bool {
        response.response.rows.allSatisfy {
            response.effectiveRate(of: $0, in: results.plan) != nil
        }
    }

    private func cells(
        _ row: BestResponse.Row,
        in response: RateResponse,
        hasIntervals: Bool,
        hasTuned: Bool
    ) -> [HTML] {
        let momentum = response.momenta[row.momentum]
        let rate = response.rates[row.learningRate]
        let effective = response.effectiveRate(of: row, in: results.plan)
        let edge = row.isAtHighEdge ? " (highest)" : row.isAtLowEdge ? " (lowest)" : ""
        var cells: [HTML] = [
            "<th scope=\"row\" data-value=\"\(momentum)\">\(short(momentum))</th>",
            number(short(rate) + edge, rate),
        ]
        if let effective { cells.append(number(short(effective), effective)) }
        cells.append(number(NumberText.loss(row.loss), row.loss))
        if hasIntervals {
            let text = row.interval.map { NumberText.interval($0.lowerBound, $0.upperBound) }
            cells.append(number(text ?? "–", row.interval?.lowerBound ?? .nan))
        }
        guard hasTuned else { return cells }
        let isBaseline = row.momentum == response.baseline
        let tuned = response.response.differences.first { $0.value == row.momentum }
        let factor = tuned?.factor ?? .nan
        let probability = tuned?.adjustedProbability ?? .nan
        return cells + [
            number(isBaseline ? "baseline" : FactorText.share(factor), isBaseline ? 1 : factor),
            number(isBaseline ? "" : NumberText.probability(probability), probability),
        ]
    }

    private func short(_ value: Double) -> String {
        NumberText.plain(value.rounded(significantDigits: 4))
    }

    private func number(_ text: String, _ value: Double) -> HTML {
        "<td data-value=\"\(value)\">\(HTML.prose(text))</td>"
    }

    private func explanation(_ response: RateResponse, hasTuned: Bool) -> String {
        let context = response.context.isEmpty ? "" : ", with \(response.context) as the best has"
        let edges =
            response.edges.isEmpty
            ? ""
            : " A rate that is the lowest or highest of the grid may not be the best one: rates "
                + "beyond it were not tried."
        let unit = words.isFolded ? "folds" : "seeds"
        let tuned =
            hasTuned
            ? " Tuned against tuned is the loss as a share of that of momentum "
                + "\(short(response.momenta[response.baseline])), each with a rate that was "
                + "chosen from the other half of the \(unit)." : ""
        return "For each momentum, the learning rate with the lowest \(words.objective)\(context)"
            + (words.runsPerSetting > 1 ? ", over \(words.scoredRuns)" : "")
            + "."
            + (hasSteps(response)
                ? " η*/(1 − μ) is the length of its steps in the long run." : "")
            + tuned + edges
    }
}
