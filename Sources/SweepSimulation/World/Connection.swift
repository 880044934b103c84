internal import SweepModel

/// A worker's socket and what it is connected to.
struct Connection {
    /// The worker process that opened it.
    let worker: Int
    let life: Int

    /// The coordinator's name for the other end, or `nil` while nothing is connected.
    var peer: PeerID?

    /// The other end that the worker was told of last.
    var toldPeer: PeerID?

    /// Whether the worker has not closed the socket.
    var isOpen = true

    /// Whether a try to connect is under way.
    var isConnecting = false

    /// When the last frame of each direction arrives, since frames of one connection keep their
    /// order.
    var lastToCoordinator = Instant.zero
    var lastToWorker = Instant.zero

    init(worker: Int, life: Int) {
        self.worker = worker
        self.life = life
    }
}

/// A frame on its way through one connection.
struct Flight {
    let connection: Int
    let peer: PeerID
    let frame: [UInt8]

    /// Whether it waited in a buffer of a partitioned network, and so dies with its connection.
    let wasHeld: Bool
}

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
