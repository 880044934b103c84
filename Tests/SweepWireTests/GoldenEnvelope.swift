internal import SweepModel
internal import SweepWire

/// An envelope of either side.
enum GoldenEnvelope: Hashable, Sendable {
    /// From a worker.
    case worker(WorkerEnvelope)

    /// From a coordinator.
    case coordinator(CoordinatorEnvelope)

    /// The frame to send.
    var frame: [UInt8] {
        switch self {
        case .worker(let envelope): envelope.encoded()
        case .coordinator(let envelope): envelope.encoded()
        }
    }

    /// What the receiver of this kind of envelope makes of `frame`.
    func decoded(from frame: [UInt8]) throws(WireError) -> GoldenEnvelope {
        switch self {
        case .worker: .worker(try WorkerEnvelope(decoding: frame))
        case .coordinator: .coordinator(try CoordinatorEnvelope(decoding: frame))
        }
    }

    /// What the other side, which sent it, makes of `frame`.
    func misdirected(_ frame: [UInt8]) throws(WireError) -> GoldenEnvelope {
        switch self {
        case .worker: .coordinator(try CoordinatorEnvelope(decoding: frame))
        case .coordinator: .worker(try WorkerEnvelope(decoding: frame))
        }
    }
}
