internal import SweepModel

/// Events by time; those of one time come in the order in which they were scheduled.
struct EventQueue {
    private struct Entry {
        let time: Instant
        let order: UInt64
        let event: Event

        func isBefore(_ other: Entry) -> Bool {
            time < other.time || (time == other.time && order < other.order)
        }
    }

    private var heap: [Entry] = []
    private var order: UInt64 = 0

    /// Adds an event.
    mutating func schedule(_ event: Event, at time: Instant) {
        heap.append(Entry(time: time, order: order, event: event))
        order += 1
        siftUp(heap.count - 1)
    }

    /// Takes the next event, or `nil` when there is none.
    mutating func next() -> (Instant, Event)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown(0)
        }
        return (first.time, first.event)
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}

/// Something that is due at a time of the virtual clock.
enum Event {
    /// The coordinator's loop goes round, unless it was woken otherwise since.
    case coordinatorTurn(generation: Int)

    /// The coordinator's transaction reaches the disk.
    case commitEnds(generation: Int)

    /// A process that takes packs and vanishes does.
    case workerVanishes(worker: Int, life: Int)

    /// The coordinator is started from its store.
    case coordinatorStarts

    /// A frame reaches the coordinator.
    case reachesCoordinator(Flight)

    /// A frame reaches a worker.
    case reachesWorker(Flight)

    /// A worker's socket is connected.
    case linkRises(connection: Int)

    /// The coordinator learns that a peer is gone.
    case linkFalls(PeerID)

    /// A worker process is started.
    case workerStarts(worker: Int)

    /// A worker sees the time pass.
    case workerTick(worker: Int, life: Int)

    /// A slot has trained an epoch.
    case epochEnds(worker: Int, life: Int, slot: Int, job: Int)

    /// A lying worker sends a message.
    case liarSpeaks(worker: Int, life: Int)

    /// Somebody asks the coordinator to leave a second time, if it is still the same process.
    case secondStop(life: Int)

    /// Somebody wants the sweep to end.
    case cancel

    /// A fault begins.
    case faultBegins(Int)

    /// A fault ends.
    case faultEnds(Int)

    /// All faults end for good.
    case heal
}
