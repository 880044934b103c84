internal import SweepModel

/// One lease of a pack as the coordinator remembers it.
///
/// | state | event | then |
/// |---|---|---|
/// | leased | sign of life | leased, deadline moved |
/// | leased | deadline, no progress, refusal, release, gone from the worker's inventory | ended |
/// | ended, and no newer attempt is leased | worker comes back with it | leased |
/// | any | complete RESULT while the pack is open | the pack is closed |
struct Attempt: Hashable, Sendable {
    let number: AttemptNumber

    /// The state that the attempt goes on from.
    let base: CheckpointReference?

    /// Where lanes had stopped in ``base``.
    let baseStops: StopHistory

    /// Who holds it; `nil` after a restart of the coordinator, until the worker says HELLO.
    var worker: WorkerID?

    /// The worker's human-readable name.
    var label: String

    /// What the worker had shown when its lease began, or when it finished a pack since.
    var standing: Standing

    /// How it ended without a result, or `nil` while its lease runs.
    var end: AttemptEnd?

    /// When the worker got it.
    var begin: Instant

    /// When its worker began to serve it at the latest: when it got the lease, or has finished
    /// another pack while this one waited.
    var serviceBegin: Instant

    /// When the lease runs out.
    var leaseDeadline: Instant

    /// When the next data must have arrived.
    var progressDeadline: Instant

    /// Whether a slot was seen to train it.
    var hasStarted = false

    /// Whether its slot was seen to have finished it.
    var hasTrained = false

    /// Whether its end was counted as a failure of its pack.
    var isCounted = false

    /// Whether its worker trains nothing else with it.
    var isAlone = false

    /// Heartbeats in a row that did not list it.
    var missedHeartbeats = 0

    /// The epoch of the worker's last report.
    var reportedEpoch = 0

    /// The epochs that arrived without a gap, the base's included.
    var epochCount: Int

    /// The bytes of trained parameters that arrived without a gap.
    var parameterBytes = 0

    /// The checkpoint that is arriving, and how much of it is here.
    var arriving: (reference: CheckpointReference, bytes: Int)? {
        get { arrivingReference.map { ($0, arrivingBytes) } }
        set { (arrivingReference, arrivingBytes) = (newValue?.reference, newValue?.bytes ?? 0) }
    }

    /// The last whole checkpoint.
    var checkpoint: CheckpointReference?

    /// Where lanes had stopped in ``checkpoint``.
    var checkpointStops: StopHistory

    /// What its metrics and parameters say of its lanes.
    var lanes: LaneHistory

    /// What it may still send in vain.
    var budget = RepetitionBudget()

    /// How far the state that it goes on from was fetched.
    var fetched = FetchBudget()

    /// Whether it has sent what no training comes to: nothing of it is wanted any more.
    var isDiscredited = false

    private var arrivingReference: CheckpointReference?
    private var arrivingBytes = 0

    /// Begins the lease of a pack of `laneCount` runs, which have `stops` in the state that they go
    /// on from.
    init(
        number: AttemptNumber,
        laneCount: Int,
        base: CheckpointReference?,
        stops: StopHistory,
        worker: WorkerID?,
        label: String,
        standing: Standing,
        begin: Instant,
        leaseDeadline: Instant,
        progressDeadline: Instant
    ) {
        self.number = number
        self.base = base
        self.worker = worker
        self.label = label
        self.standing = standing
        self.begin = begin
        serviceBegin = begin
        self.leaseDeadline = leaseDeadline
        self.progressDeadline = progressDeadline
        epochCount = base?.epoch ?? 0
        baseStops = stops
        checkpointStops = stops
        lanes = LaneHistory(laneCount: laneCount, firstEpoch: epochCount, stops: stops)
    }

    var isLeased: Bool { end == nil }

    /// Whether nothing of its training has arrived.
    var isEmpty: Bool { epochCount == base?.epoch ?? 0 && parameterBytes == 0 }

    /// Whether its end counts as a failure of its runs: a slot was training them, and did not get
    /// further than earlier attempts.
    ///
    /// An end after a new checkpoint is not counted, and neither is that of a live worker which
    /// connects again without the attempt or is disconnected by the coordinator.
    /// Refusals are counted by ``Refusals``.
    var countsAsFailure: Bool {
        switch end {
        case nil, .forgotten, .released, .cancelled, .refused: false
        case .stalled: hasStarted
        case .lost: hasStarted && !hasTrained && checkpoint == nil
        }
    }
}

/// The running leases of each worker, so that a HELLO costs what its worker holds and not what the
/// sweep holds.
///
/// After a restart of the coordinator a lease is not listed until its worker claims it.
struct LeaseTable: Hashable, Sendable {
    private var attempts: [WorkerID: [AttemptID]] = [:]

    /// The number of listed leases.
    var count: Int { attempts.values.reduce(0) { $0 + $1.count } }

    /// The attempts that `worker` has leased, in ascending order.
    subscript(worker: WorkerID) -> [AttemptID] { attempts[worker, default: []].sorted() }

    /// Whether `worker` has leased `id`.
    func contains(_ id: AttemptID, of worker: WorkerID) -> Bool {
        attempts[worker]?.contains(id) ?? false
    }

    /// Lists a lease, once.
    mutating func insert(_ id: AttemptID, of worker: WorkerID) {
        guard !contains(id, of: worker) else { return }
        attempts[worker, default: []].append(id)
    }

    /// Forgets a lease that has ended.
    mutating func remove(_ id: AttemptID, of worker: WorkerID?) {
        guard let worker else { return }
        attempts[worker]?.removeAll { $0 == id }
        if attempts[worker]?.isEmpty == true { attempts[worker] = nil }
    }
}
