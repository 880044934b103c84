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

/// One kind of disturbance.
enum ChaosAction: String, CaseIterable {
    /// Kill -9 of a worker, which is started again.
    case killWorker

    /// Kill -9 of the coordinator, which is started again with `--resume`.
    case killCoordinator

    /// A worker stands still for longer than its lease, then goes on.
    case pauseWorker

    /// The coordinator stands still, then goes on.
    case pauseCoordinator

    /// A host's cable is pulled.
    case cutLink

    /// What a host sends is lost; what is sent to it arrives.
    case dropFromHost

    /// What is sent to a host is lost; what it sends arrives.
    case dropToHost

    /// What a host sends is answered with a reset of its connection.
    case resetHost

    /// Seconds from one to the next.
    var interval: ClosedRange<Double> {
        switch self {
        case .killWorker: 1...3
        case .killCoordinator: 10...20
        case .pauseWorker: 5...10
        case .pauseCoordinator: 15...30
        case .cutLink, .dropFromHost, .dropToHost, .resetHost: 15...30
        }
    }

    /// Seconds that it lasts.
    var length: ClosedRange<Double> {
        switch self {
        case .killWorker, .killCoordinator: 0...0
        case .pauseWorker: 0.5...6
        case .pauseCoordinator: 0.5...4
        case .cutLink, .dropFromHost, .dropToHost, .resetHost: 1...8
        }
    }

    /// Whether it needs hosts with networks of their own.
    var needsNetwork: Bool {
        switch self {
        case .killWorker, .killCoordinator, .pauseWorker, .pauseCoordinator: false
        case .cutLink, .dropFromHost, .dropToHost, .resetHost: true
        }
    }
}
