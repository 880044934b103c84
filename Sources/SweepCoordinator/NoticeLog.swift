internal import Logging
internal import SweepCoordination
internal import SweepModel

/// Logs what a coordinator's machine tells the user, of what peers cause no more than a part.
struct NoticeLog {
    private let logger: Logger
    private var budget = LogBudget()

    /// Writes to `logger`.
    init(_ logger: Logger) { self.logger = logger }

    /// Logs a notice, or counts it.
    mutating func log(_ notice: CoordinatorNotice, at now: Instant) {
        let (level, words) = notice.line
        guard level >= logger.logLevel else { return }
        guard let source = notice.source else { return logger.log(level: level, "\(words)") }
        guard case .write(let omitted) = budget.take(from: source, at: now) else { return }
        logger.log(level: level, "\(LogBudget.line(words, omitted: omitted))")
    }

    /// Says at the end how much was left out.
    func logOmissions() {
        guard budget.omittedCount > 0 else { return }
        logger.notice("\(budget.omittedCount) lines about workers were left out of this log")
    }
}

extension CoordinatorNotice {
    /// Whom the notice is about, if peers can cause any number of such notices.
    fileprivate var source: String? {
        switch self {
        case .joined(let label, _), .otherBuild(let label, _, _), .left(let label),
            .silent(let label), .rejected(let label, _), .attemptEnded(_, _, let label),
            .overdue(_, let label):
            label
        case .violation(let peer, _): "\(peer)"
        case .anomaly(let anomaly): anomaly.attempt.map { "\($0)" } ?? ""
        case .split, .failed: "packs that cannot be trained"
        case .anomaliesOmitted, .storeFull, .storeHasRoom, .stopping, .leftUnstored: nil
        }
    }

    /// What the log says, and how urgently.
    fileprivate var line: (level: Logger.Level, words: String) {
        switch self {
        case .joined(let label, let slots):
            (.info, "worker \(label) joined with \(slots) \(slots == 1 ? "slot" : "slots")")
        case .otherBuild(let label, let build, let own):
            (
                .warning,
                "worker \(label) is build \(build), this coordinator is build \(own); it is served"
            )
        case .left(let label): (.info, "worker \(label) left")
        case .silent(let label): (.warning, "worker \(label) fell silent")
        case .rejected(let label, let rejection):
            (.warning, "worker \(label) was refused: \(rejection.detail)")
        case .attemptEnded(let id, let end, let label):
            (.warning, "\(id) on worker \(label) ended: \(end.rawValue)")
        case .overdue(let id, let label):
            (.info, "\(id) on worker \(label) takes long: an idle worker trains it, too")
        case .split(let pack):
            (.warning, "pack \(pack) is split to find the run that cannot be trained")
        case .failed(let pack, let reason):
            (.error, "the run of pack \(pack) failed: \(reason)")
        case .violation(let peer, let detail): (.warning, "peer \(peer): \(detail)")
        case .anomaly(let anomaly): (.error, "anomaly: \(anomaly.detail)")
        case .anomaliesOmitted, .storeFull, .storeHasRoom, .stopping, .leftUnstored:
            lineAboutCoordinator
        }
    }

    private var lineAboutCoordinator: (level: Logger.Level, words: String) {
        switch self {
        case .anomaliesOmitted:
            (.error, "too many contradictions to what is stored: further ones are only counted")
        case .storeFull:
            (.error, "the disk is full: workers keep their results until there is room")
        case .storeHasRoom: (.notice, "the disk has room again")
        case .stopping(isStoreFull: false): (.notice, "stopping; the sweep can be resumed")
        case .stopping(isStoreFull: true):
            (
                .notice,
                "stopping; what the disk has no room for is trained again after a resume"
            )
        case .leftUnstored:
            (.error, "left without storing the last results, since the disk is full")
        default: preconditionFailure("\(self) is about a worker")
        }
    }
}
