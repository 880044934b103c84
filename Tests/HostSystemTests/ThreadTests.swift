import Glibc
import HostSystem
import Testing

/// How long a test waits for what must come.
private let patience = Duration.seconds(20)

/// What an owned loop is made of: mailboxes and threads.
struct ThreadTests {
    @Test func `a mailbox keeps each poster's order and loses nothing`() throws {
        let mailbox = try Mailbox<(poster: Int, number: Int)>()
        let count = 2_000
        let posters = try (0..<8).map { poster in
            try OwnedThread(name: "poster \(poster)") {
                for number in 0..<count { _ = mailbox.post((poster, number)) }
            }
        }
        var next = [Int](repeating: 0, count: posters.count)
        while next.reduce(0, +) < posters.count * count {
            let elements = try mailbox.drain(waitingUpTo: patience)
            try #require(!elements.isEmpty, "an element was posted without waking the loop")
            for (poster, number) in elements {
                #expect(number == next[poster])
                next[poster] += 1
            }
        }
        for poster in posters { poster.join() }
        #expect(mailbox.drain().isEmpty)
    }

    @Test func `a mailbox says when it is full`() throws {
        let mailbox = try Mailbox<Int>(limit: 2)
        #expect((1...3).map { mailbox.post($0) } == [.posted, .posted, .full])
        #expect(mailbox.drain() == [1, 2])
        #expect(mailbox.post(4) == .posted)
        #expect(mailbox.drain() == [4])
    }

    @Test func `a wait for an empty mailbox ends`() throws {
        let mailbox = try Mailbox<Int>()
        #expect(try mailbox.drain(waitingUpTo: .milliseconds(1)).isEmpty)
    }

    @Test func `a thread has its name and can be joined twice`() throws {
        let names = try Mailbox<String>()
        let thread = try OwnedThread(name: "a name of 15 b.") {
            _ = names.post(currentThreadName())
        }
        thread.join()
        thread.join()
        #expect(names.drain() == ["a name of 15 b."])
    }

    @Test func `a thread that is never joined is a programmer error`() async {
        await #expect(processExitsWith: .failure) {
            _ = try OwnedThread(name: "forgotten") {}
        }
    }
}

/// What the kernel calls the calling thread.
private func currentThreadName() -> String {
    guard let file = fopen("/proc/thread-self/comm", "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<max(0, count - 1)], as: UTF8.self)
}
