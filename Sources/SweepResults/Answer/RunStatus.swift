package import SweepStatistics
package import TrainingModel

/// How a run counts, in one word; raw values are the words of the data files.
///
/// Overfitted, exploded and diverged are results and not errors.
package enum RunStatus: String, Hashable, Sendable, CaseIterable {
    /// It trained all its epochs, or stopped early by the rule of the spec.
    case finished

    /// It finished; its training loss is below that of a guess and its held-out loss above it.
    case overfitted

    /// It finished; its training loss is above ten times that of a guess.
    case exploded

    /// Its loss left the finite numbers.
    case diverged

    /// It could not be trained.
    case failed

    /// It has not ended.
    case open

    /// Combines how a run ended with what its losses say.
    package init(_ outcome: RunOutcome?, _ state: RunState) {
        switch (outcome, state) {
        case (nil, _): self = .open
        case (.failed, _): self = .failed
        case (.diverged, _), (.finished, .diverged): self = .diverged
        case (.finished, .exploded): self = .exploded
        case (.finished, .overfitted): self = .overfitted
        case (.finished, .finished), (.finished, .missing): self = .finished
        }
    }
}

/// How many runs have which status; each run counts once.
package struct StatusCounts: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: RunStatus.allCases.count)

    /// Starts without runs.
    package init() {}

    /// The runs with `status`.
    package subscript(status: RunStatus) -> Int {
        get { counts[Self.index(of: status)] }
        set { counts[Self.index(of: status)] = newValue }
    }

    /// All runs.
    package var total: Int { counts.reduce(0, +) }

    /// The runs that have a score: all but failed and open ones.
    package var scored: Int { total - self[.failed] - self[.open] }

    /// The runs that exploded or diverged.
    package var blownUp: Int { self[.exploded] + self[.diverged] }

    /// The statuses that occur and how often, in the order of ``RunStatus``; finished always.
    package var occurring: [(status: RunStatus, count: Int)] {
        RunStatus.allCases.map { ($0, self[$0]) }.filter { $0.1 > 0 || $0.0 == .finished }
    }

    /// The sum of two counts.
    package static func + (left: StatusCounts, right: StatusCounts) -> StatusCounts {
        var sum = left
        for status in RunStatus.allCases { sum[status] += right[status] }
        return sum
    }

    private static func index(of status: RunStatus) -> Int {
        RunStatus.allCases.firstIndex(of: status) ?? 0
    }
}
