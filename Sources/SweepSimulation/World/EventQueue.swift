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
