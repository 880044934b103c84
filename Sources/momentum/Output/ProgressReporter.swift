internal import Foundation
internal import HostSystem
internal import SweepAccess
internal import SweepCoordination
internal import SweepModel

/// Shows the progress of a sweep: a bar on a terminal, a line now and then elsewhere.
final class ProgressReporter {
    private static let barInterval = Duration.milliseconds(100)
    private static let lineInterval = Duration.seconds(5)

    /// How fast the speed follows: the share of the newest interval.
    private static let smoothing = 0.2

    private let clock = MonotonicClock()
    private let epochsPerRun: Int
    private let usesBar: Bool
    private let isSilent: Bool
    private var lastShown = Instant.zero
    private var lastEpochs = 0
    private var speed: Double?
    private var hasBar = false

    /// Shows runs of `epochsPerRun` epochs, unless it is told to be silent.
    init(epochsPerRun: Int, isSilent: Bool) {
        self.epochsPerRun = epochsPerRun
        self.isSilent = isSilent
        usesBar = StandardError.isTerminal
    }

    /// Shows `progress` if it is time to.
    func show(_ progress: SweepProgress) {
        guard !isSilent else { return }
        let interval = usesBar ? Self.barInterval : Self.lineInterval
        let now = clock.now
        guard now - lastShown >= interval else { return }
        let newest = Double(progress.epochs - lastEpochs) / (now - lastShown).seconds
        speed = speed.map { $0 + Self.smoothing * (newest - $0) } ?? newest
        lastShown = now
        lastEpochs = progress.epochs
        write(progress)
    }

    /// Removes the bar, so that other lines can follow.
    func clear() {
        guard hasBar else { return }
        StandardError.bar("\r\u{1B}[K")
        hasBar = false
    }

    private func write(_ progress: SweepProgress) {
        let line = ProgressLine(
            progress: progress,
            epochsPerSecond: speed ?? 0,
            remaining: remaining(progress)
        )
        guard usesBar else { return StandardError.line("momentum: \(line.text)") }
        hasBar = true
        StandardError.bar("\r\u{1B}[K" + line.bar(columns: StandardError.columns))
    }

    private func remaining(_ progress: SweepProgress) -> Duration? {
        guard let speed, speed > 0 else { return nil }
        return .seconds(Double((progress.runs.total - progress.runs.ended) * epochsPerRun) / speed)
    }
}

/// One line that says how far a sweep is.
struct ProgressLine {
    let progress: SweepProgress

    /// The epochs per second of late, counted for each run.
    let epochsPerSecond: Double

    /// The time left at that speed, or `nil` if nothing is known.
    let remaining: Duration?

    /// The line for a terminal of `columns` columns, with a bar.
    func bar(columns: Int) -> String {
        let rest = text
        let width = min(30, columns - rest.count - 4)
        guard width >= 5 else { return String(rest.prefix(columns)) }
        let full =
            progress.runs.total == 0 ? width : width * progress.runs.ended / progress.runs.total
        let bar =
            String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        return "\(bar) \(rest)"
    }

    /// The line without a bar.
    var text: String {
        var parts = ["\(progress.runs.ended)/\(progress.runs.total) runs"]
        if progress.runs.diverged > 0 { parts.append("\(progress.runs.diverged) diverged") }
        if progress.runs.failed > 0 { parts.append("\(progress.runs.failed) failed") }
        parts.append("\(Self.short(epochsPerSecond)) epochs/s")
        parts.append(progress.workers == 1 ? "1 worker" : "\(progress.workers) workers")
        if let remaining { parts.append("\(Self.text(of: remaining)) left") }
        return parts.joined(separator: " · ")
    }

    private static func short(_ number: Double) -> String {
        switch number {
        case ..<10_000: "\(Int(number.rounded()))"
        case ..<1e6: String(format: "%.1fk", number / 1e3)
        default: String(format: "%.1fM", number / 1e6)
        }
    }

    private static func text(of duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }
}
