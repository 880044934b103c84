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
