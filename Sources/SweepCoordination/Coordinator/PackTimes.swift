internal import SweepModel
internal import TrainingModel

/// How long packs take from their lease to their result, to tell which are overdue.
///
/// Who is slow cannot be told by the epochs that it sends: a malicious worker sends all but the
/// last ones at once and lets the others wait for these. So the whole time counts, and it is held
/// against the median of the last results of the same shape: whoever wants to move that must train
/// more of these packs than all others.
struct PackTimes: Hashable, Sendable {
    /// How many of the last results of a shape count.
    private static let remembered = 9

    /// How many times longer than usual a pack may take.
    private static let tolerance = 4

    /// How many times longer a pack of a shape may take of which there is no result.
    private static let toleranceOfUnknown = 16

    /// Times of an epoch by the index of the first group of the shape.
    private var ofShape: [Int: [Duration]] = [:]

    /// Times of an epoch of the last packs of any shape, for each weight and bias.
    private var ofAll: [Duration] = []

    /// Nothing is known.
    init() {}

    /// Notes a result `time` after its lease.
    mutating func note(_ time: Duration, epochs: Int, of shape: Shape) {
        guard epochs > 0 else { return }
        Self.append(time / epochs, to: &ofShape[shape.group, default: []])
        Self.append(time / epochs / max(1, shape.parameterCount), to: &ofAll)
    }

    /// The time after which a pack of `epochs` epochs is overdue, or `nil` if there was no result.
    func longest(epochs: Int, of shape: Shape) -> Duration? {
        if let usual = Self.median(ofShape[shape.group, default: []]) {
            return usual * epochs * Self.tolerance
        }
        return Self.median(ofAll).map {
            $0 * max(1, shape.parameterCount) * epochs * Self.toleranceOfUnknown
        }
    }

    private static func append(_ time: Duration, to times: inout [Duration]) {
        times.append(time)
        if times.count > remembered { times.removeFirst() }
    }

    private static func median(_ times: [Duration]) -> Duration? {
        times.isEmpty ? nil : times.sorted()[times.count / 2]
    }

    /// Which packs take alike.
    struct Shape: Hashable, Sendable {
        /// The index of the first group of the plan that has it, that of the first fold.
        let group: Int

        /// Weights and biases of one run.
        let parameterCount: Int
    }
}

extension CoordinatorMachine {
    /// Notes how long the pack of a result took.
    mutating func noteTime(of attempt: Attempt, in pack: OpenPack) {
        packTimes.note(
            lastSeen - attempt.serviceBegin,
            epochs: attempt.epochCount - (attempt.base?.epoch ?? 0),
            of: shape(of: pack)
        )
    }

    /// When an attempt is overdue: the later, the more often its pack was leased beside another
    /// lease, since one that takes longer than all others must come to its end, too.
    func dueTime(of attempt: Attempt, in pack: OpenPack) -> Instant {
        let epochs = plan.spec.epochs - (attempt.base?.epoch ?? 0)
        let times = configuration.times
        let usual = packTimes.longest(epochs: epochs, of: shape(of: pack))
        let patience = max(usual ?? times.progressDeadline, times.lease * 2)
        let growth = 1 << min(max(0, pack.overtakings - 1), 16)
        return attempt.serviceBegin + min(patience * growth, Limits.intervals.upperBound)
    }

    private func shape(of pack: OpenPack) -> PackTimes.Shape {
        let index = plan.groupIndex(of: pack.range.first) ?? 0
        return PackTimes.Shape(
            group: index - plan.groups[index].fold,
            parameterCount: plan.groups[index].shape.parameterCount
        )
    }
}
