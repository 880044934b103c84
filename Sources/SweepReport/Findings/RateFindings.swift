internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// Whether momentum helps once the learning rate is tuned for it.
struct RateFindings {
    /// How many rates at an edge are named.
    private static let edgeLimit = 3

    private let results: SweepResults

    /// Looks at the best rates of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The sentences; none unless momentum varies.
    var sentences: [String] {
        guard let response = results.rateResponse else { return [grid].compactMap(\.self) }
        return [tuned(response), edges(response)].compactMap(\.self)
    }

    /// How to try other rates, where only one was.
    private var grid: String? {
        guard results.soleRate != nil else { return nil }
        let rate = results.plan.settings[0].learningRate
        let rates = [rate / 3, rate, rate * 3].map {
            NumberText.plain($0.rounded(significantDigits: 2))
        }
        // β₁ takes a weighted mean of gradients, which makes steps no longer.
        let isLonger = results.plan.settings.allSatisfy { !$0.optimizer.isAdam }
        let reason =
            isLonger
            ? "Momentum lengthens the steps, so each momentum has a learning rate of its own"
            : "Each momentum may have a learning rate of its own"
        return "\(reason): "
            + "`--learning-rate \(rates.joined(separator: ","))` tries each at three."
    }

    private func tuned(_ response: RateResponse) -> String? {
        let differences = response.response.differences.filter { $0.probability != nil }
        guard
            let best = differences.min(by: {
                ($0.estimate.mean, $0.value) < ($1.estimate.mean, $1.value)
            }), let probability = best.adjustedProbability
        else { return nil }
        let interval = best.interval.map {
            "95 % interval \(FactorText.range(($0.lowerBound, $0.upperBound))); "
        }
        let p = "p \(NumberText.relation(probability)) after Holm’s correction"
        let change = FactorText.change(best.factor)
        let isPlain = change.hasSuffix("less") || change.hasSuffix("more")
        return "With the learning rate tuned for each, momentum "
            + "\(NumberText.plain(response.momenta[best.value])) has \(change) loss "
            + "\(isPlain ? "than" : "as") momentum "
            + "\(NumberText.plain(response.momenta[response.baseline])) (\(interval ?? "")"
            + "\(best.verdict == .open ? "which could be chance: \(p)" : p); each rate is chosen "
            + "from the other half of the \(results.unitNoun)s)."
    }

    private func edges(_ response: RateResponse) -> String? {
        let edges = response.edges
        guard !edges.isEmpty else { return nil }
        let named = edges.prefix(Self.edgeLimit).map { row in
            "momentum \(NumberText.plain(response.momenta[row.momentum])) "
                + "(\(NumberText.plain(response.rates[row.learningRate])), the "
                + "\(row.isAtHighEdge ? "highest" : "lowest"))"
        }
        let rest = edges.count - named.count
        return "The best learning rate lies on the edge of the grid for "
            + (rest > 0 ? named.joined(separator: ", ") : NumberText.listed(named))
            + (rest > 0
                ? " and \(NumberText.grouped(rest)) other \(rest == 1 ? "momentum" : "momenta")"
                : "")
            + ": rates beyond it may be better."
    }
}
