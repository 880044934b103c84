internal import SweepModel
internal import TrainingModel

/// Who has refused a pack, how often and since when.
///
/// One worker that refuses says something of itself; only when all that are there have refused a
/// pack does it say something of the pack. A worker number is free to choose, so that numbers are
/// not counted: what counts is that no worker is left that has not refused.
struct Refusals: Hashable, Sendable {
    /// The workers that have refused the pack and were there when the last one did.
    private(set) var workers: Set<WorkerID> = []

    /// How often it was refused.
    private(set) var count = 0

    /// Since when all workers that are present have refused, or `nil` if one has not.
    private(set) var begin: Instant?

    /// Nobody has refused.
    init() {}

    /// Those of a part of a pack that all have refused.
    ///
    /// A part of several runs is split again when all have refused it once more; a single run is
    /// failed only after as many refusals of its own as a pack may have.
    init(ofPartOf whole: Refusals, isSingle: Bool, retries: Int) {
        begin = whole.begin
        count = isSingle ? 0 : retries - 1
    }

    /// Counts a refusal by `worker`, and forgets those of workers that are not there any more.
    mutating func insert(_ worker: WorkerID?, isPresent: (WorkerID) -> Bool) {
        workers = workers.filter(isPresent)
        if let worker { workers.insert(worker) }
        count += 1
    }

    /// Notes whether all workers that are there have refused by now.
    mutating func note(isUnanimous: Bool, at now: Instant) {
        begin = isUnanimous ? begin ?? now : nil
    }

    /// Whether there were enough of them, and no other worker for so long that a worker whose
    /// connection broke would be back.
    func areFinal(retries: Int, patience: Duration, at now: Instant) -> Bool {
        guard let begin else { return false }
        return count >= retries && now >= begin + patience
    }
}

/// The rest of a worker whose attempts end without a result.
///
/// It grows while others can train in the meantime. A worker that is alone is not kept waiting,
/// since no other worker would find out whether its packs can be trained.
struct RestPeriod: Hashable, Sendable {
    private static let shortest = Duration.seconds(1)
    private static let longest = Duration.seconds(32)

    /// Endings without a result, in a row.
    private(set) var fruitlessCount = 0

    /// When the worker may get something again.
    private(set) var end = Instant(nanoseconds: .min)

    /// Counts an ending without a result; the first one that was no refusal may be an accident.
    mutating func extend(after end: AttemptEnd, isAlone: Bool, at now: Instant) {
        fruitlessCount += 1
        guard end == .refused || fruitlessCount > 1 else { return }
        let growth = isAlone ? 1 : 1 << min(fruitlessCount - 1, 8)
        self.end = max(self.end, now + min(Self.shortest * growth, Self.longest))
    }

    /// Whether the worker gets nothing at `now`.
    func isRunning(at now: Instant) -> Bool { now < end }
}
