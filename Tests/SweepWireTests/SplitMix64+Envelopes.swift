internal import SweepModel
internal import SweepTesting
internal import TrainingModel

extension SplitMix64 {
    /// A random valid message of a worker.
    mutating func workerEnvelope() -> WorkerEnvelope {
        let message = workerMessage()
        let session: SessionID = if case .hello = message { .none } else { SessionID(next() | 1) }
        return WorkerEnvelope(
            session: session,
            sequence: message.isDurable ? sequence(from: 1) : .none,
            message: message
        )
    }

    /// A random valid message of a coordinator.
    mutating func coordinatorEnvelope() -> CoordinatorEnvelope {
        CoordinatorEnvelope(
            session: SessionID(next() | 1),
            acknowledged: sequence(from: 0),
            message: coordinatorMessage()
        )
    }

    private mutating func sequence(from first: Int) -> SequenceNumber {
        SequenceNumber(UInt64(integer(first...Int.max - 1)))
    }

    private mutating func workerMessage() -> WorkerMessage {
        switch next() % 9 {
        case 0: .hello(hello())
        case 1: .heartbeat(inventory())
        case 2: .metrics(attempt(), block())
        case 3: .part(part(fromWorker: true))
        case 4: .result(attempt(), list(1...Limits.runsPerPack) { $0.outcome() })
        case 5: .refused(attempt(), reason: text(0...40))
        case 6: .released(list(0...20) { $0.attempt() })
        case 7:
            .fetch(blobName(fromWorker: false), offset: integer(0...Limits.blobSizeBytes - 1))
        default: .bye
        }
    }

    private mutating func coordinatorMessage() -> CoordinatorMessage {
        switch next() % 13 {
        case 0: .welcome(welcome())
        case 1:
            .rejected(
                Rejection(code: element(of: Rejection.Code.allCases), detail: text(0...40))
            )
        case 2: .heartbeatAcknowledged(stop: list(0...20) { $0.attempt() })
        case 3: .assign(assignment())
        case 4: .acknowledge
        case 5: .cancel(list(0...20) { $0.attempt() })
        case 6: .part(part(fromWorker: false))
        case 7: .missing(blobName(fromWorker: false))
        case 8: .busy
        case 9: .ready
        case 10: .drain
        case 11: .unknownSession
        default: .goodbye
        }
    }
}
