import Glibc
import HostSystem
import Testing
import ZeroMQ

/// How contexts begin and end.
struct ContextTests {
    /// The watchdog would end the test process if termination took longer than its limit.
    @Test func `a context ends although messages wait for a peer that never comes`() throws {
        weak var witness: Context?
        do {
            let context = try Context()
            witness = context
            var options = SocketOptions()
            options.queuesOnlyWhenConnected = false
            options.linger = .milliseconds(10)
            var dealer = try Socket(.dealer, in: context, options: options)
            // Port 9 (discard) has no listener; if it had one, the messages would only be sent.
            try dealer.connect("tcp://127.0.0.1:9")
            let outcome = try dealer.send([[1]])
            #expect(outcome == .sent)
            var router = try Socket(.router, in: context)
            try router.startMonitor()
            try router.bind("tcp://127.0.0.1:*")
            #expect(witness != nil)
        }
        #expect(witness == nil)
    }

    /// Method: the limit does not hold for root, so a test that runs as root becomes nobody first.
    ///
    /// Without the check, libzmq would abort the process.
    @Test func `a context that gets no threads is an error`() async {
        await #expect(processExitsWith: .success) {
            if getuid() == 0, setgid(65_534) != 0 || setuid(65_534) != 0 { exit(3) }
            var limit = rlimit(rlim_cur: 1, rlim_max: 1)
            guard setrlimit(__rlimit_resource_t(__RLIMIT_NPROC.rawValue), &limit) == 0 else {
                exit(4)
            }
            do {
                _ = try Context()
                exit(1)
            } catch let error as HostError {
                exit(error.errorNumber == EAGAIN ? 0 : 2)
            }
        }
    }

    @Test func `a socket keeps its context alive`() throws {
        weak var witness: Context?
        var dealer: Socket
        do {
            let context = try Context()
            witness = context
            dealer = try Socket(.dealer, in: context)
        }
        #expect(witness != nil)
        let outcome = try dealer.send([[1]])
        #expect(outcome == .wouldBlock)
    }

    @Test func `a shutdown ends the wait of another thread`() throws {
        let context = try Context()
        let results = try Mailbox<Bool>()
        let thread = try OwnedThread(name: "waits") {
            do {
                var router = try Socket(.router, in: context)
                try router.bind("inproc://waits")
                _ = results.post(false)
                _ = try router.nextMessage()
            } catch {
                _ = results.post((error as? ZeroMQError)?.isContextTerminated == true)
            }
        }
        let first = try results.drain(waitingUpTo: patience)
        try context.shutdown()
        thread.join()
        #expect(first + results.drain() == [false, true])
    }

    @Test func `a watchdog ends a process that hangs`() async {
        await #expect(processExitsWith: .exitCode(Watchdog.exitCode)) {
            let watchdog = Watchdog(limit: .milliseconds(1), reason: "a test hangs")
            let nothing = try Mailbox<Void>()
            _ = try nothing.drain(waitingUpTo: nil)
            watchdog.stop()
        }
    }

    @Test func `a watchdog that was stopped in time does nothing`() async {
        await #expect(processExitsWith: .success) {
            Watchdog(limit: .seconds(3_600), reason: "never").stop()
        }
    }

    /// `00 6b8b4567` is the first routing id of every process whose `rand()` was not seeded.
    @Test func `the first routing id cannot be foretold`() async {
        await #expect(processExitsWith: .success) {
            let context = try Context()
            var router = try Socket(.router, in: context)
            try router.bind("inproc://identities")
            var dealer = try Socket(.dealer, in: context)
            try dealer.connect("inproc://identities")
            try dealer.sendWhenPossible([1])
            let routingID = try router.nextMessage().routingID
            exit(routingID?.bytes == [0x00, 0x6B, 0x8B, 0x45, 0x67] ? 1 : 0)
        }
    }
}
