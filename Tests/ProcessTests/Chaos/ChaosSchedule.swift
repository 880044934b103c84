internal import SweepCoordination
internal import TrainingModel

/// Says what is disturbed when, from a seed.
struct ChaosSchedule {
    private var generator: SplitMix64
    private var due: [(action: ChaosAction, at: ContinuousClock.Instant)] = []

    /// Plans the first disturbance of each of `actions` after `start`.
    init(_ actions: [ChaosAction], seed: UInt64, start: ContinuousClock.Instant) {
        generator = SplitMix64(seed: seed)
        for action in actions { due.append((action, start + draw(from: action.interval))) }
    }

    /// A disturbance whose time has come, which is planned anew from then on.
    mutating func next(at now: ContinuousClock.Instant) -> ChaosAction? {
        guard let index = due.firstIndex(where: { $0.at <= now }) else { return nil }
        due[index].at = now + draw(from: due[index].action.interval)
        return due[index].action
    }

    /// How long a disturbance lasts this time.
    mutating func length(of action: ChaosAction) -> Duration { draw(from: action.length) }

    /// One of `count` victims.
    mutating func victim(of count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

    private mutating func draw(from seconds: ClosedRange<Double>) -> Duration {
        .seconds(Double.random(in: seconds, using: &generator))
    }
}
