internal import Foundation
internal import SweepCoordination
internal import SweepModel

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
