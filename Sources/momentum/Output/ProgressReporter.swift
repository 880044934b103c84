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
