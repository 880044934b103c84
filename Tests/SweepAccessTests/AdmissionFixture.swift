import Foundation
import SweepAccess
import SweepModel
import TrainingModel
import ZeroMQ

/// An ``Admission`` whose times are seconds and whose peers are numbers.
final class AdmissionFixture {
    /// The day of all tests.
    static let date = Date(timeIntervalSince1970: 1_800_000_000)

    private var admission: Admission
    private let key: String?

    /// Admits peers that come with `key` where a test names no other.
    init(list: AllowList?, key: String?, peerLimit: Int = 3) {
        admission = Admission(list: list, idleLimit: .seconds(5), peerLimit: peerLimit)
        self.key = key
    }

    /// Messages that were dropped, by reason.
    var dropped: [DropReason: Int] { admission.dropped }

    /// The owner of a key connects.
    func connect(
        _ other: String? = nil,
        at seconds: Double = 0,
        later: Double = 0
    )
        -> HandshakeVerdict
    {
        admission.admit(other ?? key ?? "", at: time(seconds), date: Self.date + later)
    }

    /// A peer sends a message.
    func send(
        _ peer: UInt8,
        key other: String? = nil,
        address: String = "10.0.0.1",
        cost: Int = 1,
        at seconds: Double = 0
    ) -> MessageVerdict {
        admission.admit(
            messageOf: self.peer(peer),
            key: other ?? key,
            from: Self.origin(address),
            cost: cost,
            at: time(seconds),
            date: Self.date + seconds
        )
    }

    /// A connection from `address`, which is not a real one.
    static func origin(_ address: String) -> MessageOrigin {
        MessageOrigin(address: address, descriptor: -1)
    }

    /// A peer breaks the protocol; whether its connection is cut for it.
    func violate(_ peer: UInt8, at seconds: Double = 0) -> Bool {
        let verdict = admission.recordViolation(of: self.peer(peer), at: time(seconds))
        return if case .cut(_, .banned) = verdict { true } else { false }
    }

    /// A peer connects and breaks the protocol until it is shut out.
    func misbehave(_ peer: UInt8, address: String = "10.0.0.1", at seconds: Double = 0) -> Bool {
        guard send(peer, address: address, at: seconds) == .act else { return false }
        return (1...Limits.violationsPerPeer).map { _ in violate(peer, at: seconds) }.last ?? false
    }

    /// A stranger wants an answer.
    func answers(_ peer: UInt8, at seconds: Double = 0) -> Bool {
        admission.mayAnswerStranger(self.peer(peer), at: time(seconds))
    }

    /// Another list holds from now on.
    func replaceList(_ list: AllowList) { admission.replaceList(list) }

    /// The numbers of the peers that are shut out now.
    func shutOut(later: Double = 0) -> [UInt8] {
        admission.shutOut(at: Self.date + later).map { $0.bytes[1] }
    }

    private func time(_ seconds: Double) -> Instant { .zero + .seconds(seconds) }

    private func peer(_ number: UInt8) -> PeerID { PeerID([0, number]) }
}
