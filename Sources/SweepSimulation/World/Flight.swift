internal import SweepModel

/// A frame on its way through one connection.
struct Flight {
    let connection: Int
    let peer: PeerID
    let frame: [UInt8]

    /// Whether it waited in a buffer of a partitioned network, and so dies with its connection.
    let wasHeld: Bool
}
