internal import Foundation
internal import HostSystem
internal import Logging
internal import SweepAccess
internal import SweepModel
internal import ZeroMQ

/// The access control of a coordinator: the rules of ``Admission`` with clocks, files and a log.
///
/// It is shared by the listener and its authentication handler, which live on one thread.
final class AccessGate {
    /// The ZAP domain of the socket that workers connect to.
    static let domain = "sweep-work"

    /// How often the list of keys is looked at.
    private static let lookInterval = Duration.milliseconds(250)

    /// The only key that is accepted while the self-test runs.
    var probe: CurveKey?

    private let logger: Logger
    private let clock = MonotonicClock()
    private var admission: Admission
    private var watch: AllowListWatch?

    /// Why the list could not be read at the last try.
    private var trouble: String?

    private var nextLook = Instant.zero

    /// What strangers and those who are shut out may write into the log.
    private var lines = LogBudget(lines: 20, linesPerSecond: 1)

    /// Lines about single messages, which must not keep those about connections out of the log.
    private var messageLines = LogBudget(lines: 20, linesPerSecond: 1)

    /// Reads the list of keys, if keys are used.
    ///
    /// - Throws: ``SweepAccess/AccessError`` if the list of keys cannot be used.
    init(_ security: CoordinatorSecurity, idleLimit: Duration, logger: Logger) throws {
        self.logger = logger
        switch security {
        case .plain:
            admission = Admission(list: nil, idleLimit: idleLimit)
            watch = nil
        case .keys(let folder):
            var watch = AllowListWatch(folder)
            let list = try watch.changed()
            admission = Admission(list: list ?? AllowList(), idleLimit: idleLimit)
            self.watch = watch
        }
    }

    /// Answers libzmq's question whether a peer may connect.
    func decide(_ request: ZAPRequest) -> ZAPDecision {
        guard request.domain == Self.domain, case .curve(let key) = request.mechanism else {
            logThrottled("a peer at \(request.address) without a key was refused")
            return .refuse
        }
        if let probe { return key == probe ? .accept(userID: key.text) : .refuse }
        // A key that was allowed a moment ago is accepted at its first try.
        reload()
        switch admission.admit(key.text, at: clock.now, date: .now) {
        case .accept: return .accept(userID: key.text)
        case .refuse(let reason):
            logThrottled("a peer at \(request.address) was refused: \(reason)")
            return .refuse
        }
    }

    /// Decides about a message of `peer`, whose key is `userID`.
    func judge(
        messageOf peer: PeerID,
        userID: String?,
        from origin: MessageOrigin?,
        cost: Int
    ) -> MessageVerdict {
        let verdict = admission.admit(
            messageOf: peer,
            key: userID,
            from: origin,
            cost: cost,
            at: clock.now,
            date: .now
        )
        switch verdict {
        case .act: break
        case .drop(let reason):
            log("a message of peer \(peer) was dropped: \(reason.rawValue)", within: &messageLines)
        case .cut(let origin, let reason):
            logThrottled("peer \(peer) at \(origin.address) was cut off: \(reason.rawValue)")
        case .reject(let rejection):
            logThrottled("peer \(peer) was refused: \(rejection.detail)")
        }
        return verdict
    }

    /// Counts a protocol error of `peer`; the last one that it may have cuts its connection.
    func recordViolation(of peer: PeerID) {
        guard case .cut(let origin, _) = admission.recordViolation(of: peer, at: clock.now) else {
            return
        }
        origin.cut()
        logThrottled(
            "peer \(peer) at \(origin.address) has broken the protocol too often and was cut off"
        )
    }

    /// Whether a stranger may be told once more that it is one.
    func mayAnswerStranger(_ peer: PeerID) -> Bool {
        admission.mayAnswerStranger(peer, at: clock.now)
    }

    /// Whether `peer` may get the part of a blob that it asks for in `session`, which is refused to
    /// one that reads nothing.
    func admitsPart(
        of name: BlobName,
        offset: Int,
        to peer: PeerID,
        in session: SessionID
    ) -> Bool {
        admission.admitsPart(of: name, offset: offset, to: peer, in: session)
    }

    /// Counts a part that was sent to `peer`.
    func recordPart(_ part: BlobPart, to peer: PeerID) { admission.recordPart(part, to: peer) }

    /// The peers whose key is no longer allowed, each told once.
    func newlyShutOut() -> [PeerID] {
        let now = clock.now
        guard now >= nextLook else { return [] }
        nextLook = now + Self.lookInterval
        reload()
        admission.forgetIdle(at: now)
        return admission.shutOut(at: .now)
    }

    private func reload() {
        do {
            guard let list = try OpenFileLimit.withReserve({ try watch?.changed() }) else { return }
            trouble = nil
            admission.replaceList(list)
            logger.info("the list of allowed keys was read again: \(list.keys.count) keys")
        } catch {
            let words = "\(error)"
            guard words != trouble else { return }
            trouble = words
            logger.critical(
                "the list of allowed keys cannot be used; the old one stays in effect: \(words)"
            )
        }
    }

    /// Logs what peers do that are not served, as long as the lines are few.
    private func logThrottled(_ line: @autoclosure () -> String) {
        log(line(), within: &lines)
    }

    private func log(_ line: @autoclosure () -> String, within budget: inout LogBudget) {
        guard case .write(let omitted) = budget.take(from: nil, at: clock.now) else { return }
        logger.warning("\(LogBudget.line(line(), omitted: omitted))")
    }
}

@available(*, unavailable, message: "a gate stays on the thread of its sockets")
extension AccessGate: Sendable {}
