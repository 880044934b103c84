import HostSystem
import Testing
import ZeroMQ

/// What an owned loop waits with.
struct PollerTests {
    @Test func `a poller tells what is ready`() throws {
        let context = try Context()
        let (full, empty) = (try Mailbox<Int>(), try Mailbox<Int>())
        _ = full.post(1)
        let idle = try Socket(.dealer, in: context)
        var poller = Poller()
        let slots = [
            poller.add(descriptor: full.descriptor),
            poller.add(descriptor: empty.descriptor),
            poller.add(idle, for: [.readable, .writable]),
        ]
        let count = try poller.wait(upTo: patience)
        #expect(count == 1)
        #expect(slots.map { poller.isReadable($0) } == [true, false, false])
        #expect(!poller.isWritable(slots[2]))
        #expect(!slots.contains { poller.hasFailed($0) })
        poller.removeAll()
        #expect(try poller.wait(upTo: .zero) == 0)
    }
}
