import Foundation
import SweepAccess
import SweepModel
import Testing
import TrainingModel

/// What a peer may ask for before it has shown that it reads.
struct PartWindowTests {
    private static let name = BlobName.checkpoint(
        AttemptID(pack: PackID(1), number: .first),
        epoch: 1
    )
    private static let peer = PeerID([1])
    private static let total = 100 << 20

    private var admission: Admission
    private var generator = SystemRandomNumberGenerator()

    init() {
        admission = Admission(list: nil, idleLimit: .seconds(5))
        _ = admission.admit(
            messageOf: Self.peer,
            key: nil,
            from: nil,
            cost: 1,
            at: .zero,
            date: .now
        )
    }

    @Test mutating func `a peer that reads gets all parts of a blob`() throws {
        var offset = 0
        while offset < Self.total {
            let part = fetch(at: offset)
            offset = try #require(part).end
        }
    }

    @Test mutating func `a peer that does not read gets a few parts, wherever it asks`() {
        for offsets in [[0], Array(stride(from: 0, to: Self.total, by: Limits.partSizeBytes))] {
            self = Self()
            var bytes = 0
            for number in 0..<1_000 {
                bytes += fetch(at: offsets[number % offsets.count])?.bytes.count ?? 0
            }
            #expect(bytes > 0)
            #expect(bytes <= Limits.unreadBytesPerPeer + Limits.partSizeBytes)
        }
    }

    @Test mutating func `only a new session helps a peer that has read nothing`() throws {
        while fetch(at: 0) != nil {}
        let refused = fetch(at: 5)
        #expect(refused == nil)
        let first = fetch(at: 0, in: SessionID(2))
        let second = fetch(at: try #require(first).end, in: SessionID(2))
        #expect(second != nil)
    }

    @Test mutating func `many blobs that end at once fill the window, too`() {
        var count = 0
        while fetch(at: Self.total - 100) != nil { count += 1 }
        #expect(count <= Limits.unreadBytesPerPeer / 1_024)
    }

    @Test mutating func `a long part ends at an unpredictable offset, a short one where it did`() {
        let whole = Self.part(at: 0)
        let ends = Set((0..<100).map { _ in whole.shortened(using: &generator).end })
        #expect(ends.count > 90)
        #expect(ends.allSatisfy { whole.end * 3 / 4 <= $0 && $0 < whole.end })
        let short = Self.part(at: Self.total - 100)
        #expect(short.shortened(using: &generator) == short)
    }

    private mutating func fetch(
        at offset: Int,
        in session: SessionID = SessionID(1)
    ) -> BlobPart? {
        guard
            admission.admitsPart(of: Self.name, offset: offset, to: Self.peer, in: session)
        else { return nil }
        let part = Self.part(at: offset).shortened(using: &generator)
        admission.recordPart(part, to: Self.peer)
        return part
    }

    private static func part(at offset: Int) -> BlobPart {
        let count = min(Limits.partSizeBytes, total - offset)
        return BlobPart(
            name: name,
            offset: offset,
            totalBytes: total,
            bytes: [UInt8](repeating: 0, count: count)
        )
    }
}
