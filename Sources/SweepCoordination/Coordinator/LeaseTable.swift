internal import SweepModel

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
