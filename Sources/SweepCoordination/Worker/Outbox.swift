internal import DequeModule
internal import SweepModel
internal import TrainingModel

/// The durable messages that are not acknowledged, oldest first.
///
/// Messages are numbered from 1 within a session. A bounded window of them is on its way; the rest
/// waits. After a new session, or when an acknowledgement is overdue, sending starts over with the
/// oldest (go-back-N).
struct Outbox: Hashable, Sendable {
    /// A message with the memory that it takes.
    private struct Entry: Hashable, Sendable {
        let message: WorkerMessage
        let bytes: Int
    }

    private let messagesKept: Int
    private let bytesKept: Int
    private let messagesInFlight: Int
    private var entries: Deque<Entry> = []
    private var sentCount = 0

    /// The last acknowledged number of the session.
    private(set) var acknowledged = SequenceNumber.none

    /// Bytes of all entries.
    private(set) var bytes = 0

    init(_ configuration: WorkerConfiguration) {
        messagesKept = configuration.messagesKept
        bytesKept = configuration.bytesKept
        messagesInFlight = configuration.messagesInFlight
    }

    var isEmpty: Bool { entries.isEmpty }

    /// How many messages are kept.
    var count: Int { entries.count }

    /// Whether slots must wait before they report more.
    var isFull: Bool {
        entries.count >= messagesKept || bytes >= bytesKept
    }

    /// Whether there is room for much more: slots may go on.
    var isHalfEmpty: Bool {
        entries.count <= messagesKept / 2 && bytes <= bytesKept / 2
    }

    /// Whether something was sent and is not acknowledged.
    var isWaiting: Bool { sentCount > 0 }

    mutating func append(_ message: WorkerMessage) {
        precondition(message.isDurable, "only durable messages are kept")
        let entry = Entry(message: message, bytes: message.approximateBytes)
        entries.append(entry)
        bytes += entry.bytes
    }

    /// The next messages that fit the window, with their numbers.
    mutating func takeUnsent() -> [(SequenceNumber, WorkerMessage)] {
        var messages: [(SequenceNumber, WorkerMessage)] = []
        while sentCount < min(entries.count, messagesInFlight) {
            let number = SequenceNumber(acknowledged.rawValue + UInt64(sentCount) + 1)
            messages.append((number, entries[sentCount].message))
            sentCount += 1
        }
        return messages
    }

    /// Forgets all messages up to `number`.
    ///
    /// - Returns: Whether that was news.
    mutating func acknowledge(_ number: SequenceNumber) -> Bool {
        guard number > acknowledged,
            number.rawValue - acknowledged.rawValue <= UInt64(sentCount)
        else { return false }
        let count = Int(number.rawValue - acknowledged.rawValue)
        for entry in entries.prefix(count) { bytes -= entry.bytes }
        entries.removeFirst(count)
        sentCount -= count
        acknowledged = number
        return true
    }

    /// Sends everything again, with the same numbers.
    mutating func rewind() { sentCount = 0 }

    /// Numbers everything anew for a new session, without the data of attempts that are not in
    /// `held`: the coordinator may be another one, which never knew of them.
    mutating func restart(keeping held: some Collection<AttemptID>) {
        sentCount = 0
        acknowledged = .none
        let held = Set(held)
        entries.removeAll { entry in
            if case .refused = entry.message { return false }
            return entry.message.attempt.map { !held.contains($0) } ?? false
        }
        bytes = entries.reduce(0) { $0 + $1.bytes }
    }

    /// Drops unsent and unacknowledged messages of `attempt`; the numbers of sent ones stay taken.
    ///
    /// What was sent keeps its number, since the coordinator expects every number; it is harmless.
    mutating func forget(_ attempt: AttemptID) {
        let sent = entries.prefix(sentCount)
        let unsent = entries.dropFirst(sentCount).filter { $0.message.attempt != attempt }
        entries = Deque(sent) + unsent
        bytes = entries.reduce(0) { $0 + $1.bytes }
    }

    /// Whether a message of `attempt` is not acknowledged.
    func holds(_ attempt: AttemptID) -> Bool {
        entries.contains { $0.message.attempt == attempt }
    }
}

extension WorkerMessage {
    /// The attempt of a durable message, or `nil` for others.
    var attempt: AttemptID? {
        switch self {
        case .metrics(let id, _), .result(let id, _), .refused(let id, _): id
        case .part(let part): part.name.attempt
        case .hello, .heartbeat, .released, .fetch, .bye: nil
        }
    }

    /// About how much memory the message takes.
    var approximateBytes: Int {
        switch self {
        case .metrics(_, let block): block.values.count * MemoryLayout<Float>.size + 64
        case .part(let part): part.bytes.count + 64
        default: 64
        }
    }
}

extension BlobName {
    /// The attempt whose blob this is, if it is one.
    var attempt: AttemptID? {
        switch self {
        case .dataset: nil
        case .checkpoint(let id, _), .parameters(let id): id
        }
    }
}
