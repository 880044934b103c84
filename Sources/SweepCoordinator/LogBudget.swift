package import SweepModel
internal import TrainingModel

/// How many lines peers may add to the log: each a few, and all of them together some more.
///
/// What is left out is counted, and the next line that is written says how many lines there were.
package struct LogBudget {
    /// What becomes of a line.
    package enum Verdict: Hashable {
        /// It is written, and says that `omitted` lines before it were not.
        case write(omitted: Int)

        /// It is left out.
        case omit
    }

    /// A burst of lines, and after it a steady rate.
    private struct Allowance {
        private let capacity: Double
        private let linesPerSecond: Double
        private var lines: Double
        private var lastRefill: Instant
        var omitted = 0

        init(capacity: Int, linesPerSecond: Double, at now: Instant) {
            self.capacity = Double(capacity)
            self.linesPerSecond = linesPerSecond
            lines = Double(capacity)
            lastRefill = now
        }

        mutating func refill(at now: Instant) {
            lines = min(capacity, lines + max(0, (now - lastRefill).seconds) * linesPerSecond)
            lastRefill = max(lastRefill, now)
        }

        var hasLine: Bool { lines >= 1 }

        /// Whether nothing is to be remembered.
        var isFull: Bool { lines >= capacity && omitted == 0 }

        mutating func take() { lines -= 1 }
    }

    /// The steady rate of one peer's lines.
    private static let linesPerSecondOfPeer = 0.1

    private let linesPerSecond: Double
    private let capacity: Int
    private var all: Allowance?
    private var sources: [String: Allowance] = [:]

    /// The lines that were left out in all.
    package private(set) var omittedCount = 0

    /// Allows a burst of `lines`, and after it `linesPerSecond`.
    package init(lines: Int = Limits.logLines, linesPerSecond: Double = 2) {
        capacity = lines
        self.linesPerSecond = linesPerSecond
    }

    /// Takes a line about `source`, or about no particular peer.
    package mutating func take(from source: String?, at now: Instant) -> Verdict {
        var all =
            self.all ?? Allowance(capacity: capacity, linesPerSecond: linesPerSecond, at: now)
        all.refill(at: now)
        defer { self.all = all }
        guard let source else {
            guard all.hasLine else {
                all.omitted += 1
                omittedCount += 1
                return .omit
            }
            defer { all.omitted = 0 }
            all.take()
            return .write(omitted: all.omitted)
        }
        let name = remember(source, at: now)
        var own = sources[name] ?? Self.allowance(at: now)
        own.refill(at: now)
        defer { sources[name] = own }
        guard own.hasLine, all.hasLine else {
            own.omitted += 1
            omittedCount += 1
            return .omit
        }
        defer { own.omitted = 0 }
        own.take()
        all.take()
        return .write(omitted: own.omitted)
    }

    /// The name under which `source` is counted: its own, or one for all that are too many.
    private mutating func remember(_ source: String, at now: Instant) -> String {
        guard sources[source] == nil, sources.count >= Limits.loggedPeers else { return source }
        for name in Array(sources.keys) {
            sources[name]?.refill(at: now)
            if sources[name]?.isFull == true { sources[name] = nil }
        }
        return sources.count < Limits.loggedPeers ? source : ""
    }

    private static func allowance(at now: Instant) -> Allowance {
        Allowance(
            capacity: Limits.logLinesPerPeer,
            linesPerSecond: linesPerSecondOfPeer,
            at: now
        )
    }

    /// A line of bounded length, with the number of those that were left out before it.
    package static func line(_ words: String, omitted: Int) -> String {
        var line = words
        if line.utf8.count > Limits.logLineBytes {
            line = String(decoding: words.utf8.prefix(Limits.logLineBytes), as: UTF8.self) + "…"
        }
        guard omitted > 0 else { return line }
        return "\(line) (and \(omitted) more such lines that were left out)"
    }
}
