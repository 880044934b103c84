public import SweepModel
internal import SwiftProtobuf

extension CoordinatorEnvelope {
    /// The frame that carries this message.
    ///
    /// Texts for people that are too long are cut.
    ///
    /// - Precondition: Every other value is within ``Limits``.
    public func encoded() -> [UInt8] {
        WireEnvelope(
            session: session,
            sequence: .none,
            acknowledged: acknowledged,
            body: WireEnvelope.OneOf_Body(message)
        ).frame
    }

    /// Reads a frame from a coordinator.
    ///
    /// - Parameter frame: The one frame of the message.
    /// - Throws: ``WireError`` naming the first field that is not as ``Limits`` and the protocol
    ///   ask.
    public init(decoding frame: [UInt8]) throws(WireError) {
        let wire = try WireEnvelope(frame: frame)
        guard let body = wire.body, let message = try CoordinatorMessage(body) else {
            throw WireError(
                .body,
                "envelope",
                "has an unknown body or one that no coordinator sends"
            )
        }
        let session = SessionID(wire.session)
        guard session != .none || message.isForStrangers else {
            throw WireError(
                .session,
                "envelope.session",
                "is 0, only REJECTED, UNKNOWN_SESSION and GOODBYE may have none"
            )
        }
        guard wire.sequence == 0 else {
            throw WireError(.sequence, "envelope.sequence", "is \(wire.sequence), allowed is 0")
        }
        self.init(
            session: session,
            acknowledged: try WireEnvelope.sequenceNumber(
                wire.acknowledged,
                "envelope.acknowledged"
            ),
            message: message
        )
    }
}

extension WireEnvelope.OneOf_Body {
    /// Writes a coordinator's message.
    fileprivate init(_ message: CoordinatorMessage) {
        switch message {
        case .welcome(let welcome): self = .welcome(WireWelcome(welcome))
        case .rejected(let rejection): self = .rejected(WireRejected(rejection))
        case .heartbeatAcknowledged(let stop):
            self = .heartbeatAcknowledged(.with { $0.stop = stop.map(WireAttempt.init) })
        case .assign(let assignment): self = .assign(WireAssign(assignment))
        case .acknowledge: self = .acknowledge(WireAcknowledge())
        case .cancel(let attempts):
            self = .cancel(.with { $0.attempts = attempts.map(WireAttempt.init) })
        case .part(let part): self = .part(WirePart(part))
        case .missing(let name): self = .missing(.with { $0.blob = WireBlobName(name) })
        case .busy: self = .busy(WireBusy())
        case .ready: self = .ready(WireReady())
        case .drain: self = .drain(WireDrain())
        case .unknownSession: self = .unknownSession(WireUnknownSession())
        case .goodbye: self = .goodbye(WireGoodbye())
        }
    }
}

extension CoordinatorMessage {
    /// Whether a peer without a session may get the message.
    fileprivate var isForStrangers: Bool {
        switch self {
        case .rejected, .unknownSession, .goodbye: true
        default: false
        }
    }

    /// Reads a body, or returns `nil` if no coordinator sends it.
    fileprivate init?(_ body: WireEnvelope.OneOf_Body) throws(WireError) {
        switch body {
        case .welcome(let wire): self = .welcome(try Welcome(wire))
        case .rejected(let wire): self = .rejected(try Rejection(wire))
        case .heartbeatAcknowledged(let wire):
            self = .heartbeatAcknowledged(
                stop: try AttemptID.list(wire.stop, "heartbeat_acknowledged.stop")
            )
        case .assign(let wire): self = .assign(try Assignment(wire))
        case .acknowledge: self = .acknowledge
        case .cancel(let wire):
            self = .cancel(try AttemptID.list(wire.attempts, "cancel.attempts"))
        case .part(let wire): self = .part(try BlobPart(wire, from: .coordinator))
        case .missing(let wire):
            self = .missing(try BlobName(wire.blob, from: .coordinator, "missing.blob"))
        case .busy: self = .busy
        case .ready: self = .ready
        case .drain: self = .drain
        case .unknownSession: self = .unknownSession
        case .goodbye: self = .goodbye
        default: return nil
        }
    }
}
