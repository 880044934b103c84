internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// What matters most.
struct ImportanceFindings {
    /// How many shares are named.
    private static let nameLimit = 4

    /// Shares below it are not named.
    private static let smallest = 0.01

    private let results: SweepResults

    /// Looks at the shares of variance of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// One sentence; none where the shares are not known, or only one axis varies.
    var sentences: [String] {
        guard let importance = results.importance, results.plan.askedAxes.count > 1 else {
            return []
        }
        let named = importance.shares.filter { $0.share >= Self.smallest }.prefix(Self.nameLimit)
        guard !named.isEmpty else { return [] }
        let parts = named.map { share in
            "\(share.source.title) \(FactorText.share(share.share))"
        }
        return [
            "Of the variance of log loss, these shares belong to: \(parts.joined(separator: "; "))."
        ]
    }
}
