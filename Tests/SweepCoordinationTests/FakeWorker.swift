internal import SweepModel
internal import TrainingModel

/// A worker as a test plays it: its identity, its session and what it claims to hold.
struct FakeWorker {
    var hello: Hello
    var peer: PeerID
    var session = SessionID.none
    var sequence = SequenceNumber.none

    init(_ number: UInt64, slots: Int = 1, prefetch: Int = 0) {
        hello = Hello(
            versions: Limits.protocolVersions,
            worker: WorkerID(number),
            label: "worker \(number)",
            build: "1.0",
            core: "core-1",
            canary: .of(1),
            slots: slots,
            prefetch: prefetch,
            inventory: []
        )
        peer = PeerID([UInt8(truncatingIfNeeded: number)])
    }

    var inventory: [InventoryLine] {
        get { hello.inventory }
        set { hello.inventory = newValue }
    }

    /// Claims to train these attempts, and nothing else.
    mutating func hold(
        _ attempts: AttemptID...,
        as state: InventoryLine.State = .training,
        epoch: Int = 0
    ) {
        inventory = attempts.map { InventoryLine(attempt: $0, state: state, epoch: epoch) }
    }

    /// The same process on a new connection.
    func reconnected(as peer: UInt8) -> FakeWorker {
        var worker = self
        worker.peer = PeerID([peer])
        worker.session = .none
        return worker
    }
}
