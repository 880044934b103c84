internal import SweepModel

/// A worker as the coordinator knows it through one connection.
struct WorkerSession: Hashable, Sendable {
    let id: SessionID
    let worker: WorkerID
    let label: String
    let build: String
    let slots: Int
    let credits: Int

    /// When the last message came.
    var lastHeard: Instant

    /// When the last new data of an attempt came, at first when the worker did.
    var lastProgress: Instant

    /// What the worker has shown.
    var standing: Standing

    /// How far it has fetched the dataset.
    var fetched = FetchBudget()

    /// Until when what it has fetched last keeps the attempts that wait for it.
    var fetchDeadline = Instant(nanoseconds: .min)

    /// The last durable message that was acted on.
    var received = SequenceNumber.none

    /// The last durable message that is stored, with all before it.
    var acknowledged = SequenceNumber.none

    /// Whether the worker waits for an ACK.
    var owesAcknowledgement = false

    /// Attempts that the worker holds, in the order of their assignment.
    var held: [AttemptID] = []

    /// Whether the session is in the queue of those with a free slot.
    var isQueuedForSlot = false

    /// Whether the session is in the queue of those that take work in advance.
    var isQueuedForCredit = false

    /// Whether the worker gets only a pack that needs isolation, once it holds no other.
    var isIsolated = false

    /// Whether the worker gives everything back, because it stops; it gets nothing more.
    var isStopping = false

    /// How often the peer broke the protocol.
    var violations = 0

    /// When the worker gets something again, if its attempts end without a result.
    var rest = RestPeriod()

    /// Whether it could train something, now or later.
    var isAvailable: Bool { slots > 0 && !isStopping }

    var hasFreeSlot: Bool { !isStopping && (isIsolated ? held.isEmpty : held.count < slots) }
    var hasFreeCredit: Bool { !isStopping && !isIsolated && held.count < credits }
}
