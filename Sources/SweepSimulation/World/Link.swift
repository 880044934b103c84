internal import SweepModel

/// The state of the network between one worker's host and the coordinator.
struct Link {
    /// The direction of a frame.
    enum Direction {
        case toCoordinator
        case toWorker
    }

    /// Percent of frames that are lost, doubled, and overtaken by later ones.
    var lost = 0
    var doubled = 0
    var overtaken = 0

    /// How much longer frames take.
    var delay = Duration.zero

    private var blockedToCoordinator = Instant.zero
    private var blockedToWorker = Instant.zero

    /// Holds frames of one direction back until `end`.
    mutating func block(_ direction: Direction, until end: Instant) {
        switch direction {
        case .toCoordinator: blockedToCoordinator = max(blockedToCoordinator, end)
        case .toWorker: blockedToWorker = max(blockedToWorker, end)
        }
    }

    /// When frames of a direction move again.
    func blockedUntil(_ direction: Direction) -> Instant {
        switch direction {
        case .toCoordinator: blockedToCoordinator
        case .toWorker: blockedToWorker
        }
    }
}
