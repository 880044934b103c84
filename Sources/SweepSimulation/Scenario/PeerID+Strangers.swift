internal import SweepModel

extension PeerID {
    /// A peer that never sent HELLO; its routing id begins with 255.
    static func stranger(_ number: Int) -> PeerID {
        PeerID([255, UInt8(truncatingIfNeeded: number)])
    }

    /// Whether this is a peer that never sent HELLO.
    var isStranger: Bool { bytes.first == 255 }
}
