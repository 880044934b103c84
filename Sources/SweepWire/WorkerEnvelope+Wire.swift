public import SweepModel
internal import SwiftProtobuf
internal import TrainingModel

extension WorkerEnvelope {
    /// The frame that carries this message.
    ///
    /// Texts for people that are too long are cut.
    ///
    /// - Precondition: Every other value is within ``Limits``.
    public func encoded() -> [UInt8] {
        WireEnvelope(
            session: session,
            sequence: sequence,
            acknowledged: .none,
            body: WireEnvelope.OneOf_Body(message)
        ).frame
    }

    /// Reads a frame from a worker.
    ///
    /// - Parameter frame: The one frame of the message.
    /// - Throws: ``WireError`` naming the first field that is not as ``Limits`` and the protocol
    ///   ask.
    public init(decoding frame: [UInt8]) throws(WireError) {
        let wire = try WireEnvelope(frame: frame)
        guard let body = wire.body, let message = try WorkerMessage(body) else {
            throw WireError(.body, "envelope", "has an unknown body or one that no worker sends")
        }
        let session = SessionID(wire.session)
        switch message {
        case .bye: break
        case .hello:
            guard session == .none else {
                throw WireError(.session, "envelope.session", "is \(session), HELLO has none")
            }
        default:
            guard session != .none else {
                throw WireError(.session, "envelope.session", "is 0, only HELLO and BYE have none")
            }
        }
        let sequence = try WireEnvelope.sequenceNumber(wire.sequence, "envelope.sequence")
        guard message.isDurable == (sequence != .none) else {
            throw WireError(
                .sequence,
                "envelope.sequence",
                "is \(sequence), allowed is \(message.isDurable ? "1 and more" : "0")"
            )
        }
        self.init(session: session, sequence: sequence, message: message)
    }
}

extension WireEnvelope.OneOf_Body {
    /// Writes a worker's message.
    fileprivate init(_ message: WorkerMessage) {
        switch message {
        case .hello(let hello): self = .hello(WireHello(hello))
        case .heartbeat(let inventory):
            self = .heartbeat(.with { $0.inventory = inventory.map(WireInventoryLine.init) })
        case .metrics(let attempt, let block): self = .metrics(WireMetrics(attempt, block))
        case .part(let part): self = .part(WirePart(part))
        case .result(let attempt, let outcomes):
            self = .result(
                .with {
                    $0.attempt = WireAttempt(attempt)
                    $0.outcomes = outcomes.map(WireResult.Outcome.init)
                }
            )
        case .refused(let attempt, let reason):
            self = .refused(
                .with {
                    $0.attempt = WireAttempt(attempt)
                    $0.reason = reason.cut(toBytes: Limits.textSizeBytes)
                }
            )
        case .released(let attempts):
            self = .released(.with { $0.attempts = attempts.map(WireAttempt.init) })
        case .fetch(let name, let offset):
            self = .fetch(
                .with {
                    $0.blob = WireBlobName(name)
                    $0.offset = UInt64(offset)
                }
            )
        case .bye: self = .bye(WireBye())
        }
    }
}

extension WorkerMessage {
    /// Reads a body, or returns `nil` if no worker sends it.
    fileprivate init?(_ body: WireEnvelope.OneOf_Body) throws(WireError) {
        switch body {
        case .hello(let wire): self = .hello(try Hello(wire))
        case .heartbeat(let wire):
            self = .heartbeat(try InventoryLine.list(wire.inventory, "heartbeat.inventory"))
        case .metrics(let wire): self = try WorkerMessage(wire)
        case .part(let wire): self = .part(try BlobPart(wire, from: .worker))
        case .result(let wire): self = try WorkerMessage(wire)
        case .refused(let wire):
            self = .refused(
                try AttemptID(wire.attempt, "refused.attempt"),
                reason: try Checked.text(wire.reason, isRequired: false, "refused.reason")
            )
        case .released(let wire):
            self = .released(try AttemptID.list(wire.attempts, "released.attempts"))
        case .fetch(let wire): self = try WorkerMessage(wire)
        case .bye: self = .bye
        default: return nil
        }
    }

    private init(_ wire: WireMetrics) throws(WireError) {
        self = .metrics(
            try AttemptID(wire.attempt, "metrics.attempt"),
            try EpochBlock(wire)
        )
    }

    private init(_ wire: WireResult) throws(WireError) {
        self = .result(
            try AttemptID(wire.attempt, "result.attempt"),
            try Checked.list(
                wire.outcomes,
                count: 1...Limits.runsPerPack,
                "result.outcomes",
                RunOutcome.init
            )
        )
    }

    private init(_ wire: WireFetch) throws(WireError) {
        self = .fetch(
            try BlobName(wire.blob, from: .coordinator, "fetch.blob"),
            offset: try Checked.integer(
                wire.offset,
                in: 0...Limits.blobSizeBytes - 1,
                "fetch.offset"
            )
        )
    }
}

extension WireResult.Outcome {
    /// Writes how a run ended.
    init(_ outcome: RunOutcome) {
        switch outcome {
        case .finished: finished = WireResult.Outcome.Finished()
        case .diverged(let epoch): diverged.epoch = UInt32(epoch)
        case .failed(let reason): failed.reason = reason.cut(toBytes: Limits.textSizeBytes)
        }
    }
}

extension RunOutcome {
    /// Reads how a run ended.
    ///
    /// - Throws: ``WireError`` for an absent outcome, an impossible epoch or a long reason.
    init(_ wire: WireResult.Outcome) throws(WireError) {
        switch wire.outcome {
        case .finished: self = .finished
        case .diverged(let diverged):
            self = .diverged(
                epoch: try Checked.integer(
                    diverged.epoch,
                    in: 0...Limits.epochs - 1,
                    "diverged.epoch"
                )
            )
        case .failed(let failed):
            self = .failed(
                reason: try Checked.text(failed.reason, isRequired: false, "failed.reason")
            )
        case nil:
            throw WireError(
                .missing,
                "outcome",
                "is absent or unknown, allowed are finished, diverged and failed"
            )
        }
    }
}
