internal import CSystemCalls
internal import Glibc
internal import Synchronization

/// One joinable thread of the operating system, where sockets live and blocking calls are allowed.
///
/// Every owned thread must be joined; releasing one that was not is a programmer error.
public final class OwnedThread: Sendable {
    private let identifier: Mutex<pthread_t?>

    /// Starts a thread that runs `body` once.
    ///
    /// `body` is `sending`: what it captures moves to the new thread for good. Throws
    /// ``HostError`` when the system has no thread left.
    ///
    /// - Precondition: `name` has at most 15 bytes, which is what Linux keeps.
    public init(name: String, _ body: sending @escaping () -> Void) throws {
        precondition(1...15 ~= name.utf8.count, "a thread's name has 1...15 bytes, not “\(name)”")
        var identifier = pthread_t()
        let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
        let status = pthread_create(
            &identifier,
            nil,
            { argument in
                guard let argument else { return nil }
                let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
                csystem_set_thread_name(start.name)
                start.body()
                return nil
            },
            start.toOpaque()
        )
        guard status == 0 else {
            start.release()
            throw HostError(call: "pthread_create", errorNumber: status, context: "thread \(name)")
        }
        self.identifier = Mutex(identifier)
    }

    /// Waits for the thread to end; further calls return at once.
    public func join() {
        guard let identifier = identifier.withLock({ $0.take() }) else { return }
        let status = pthread_join(identifier, nil)
        precondition(status == 0, "pthread_join failed: errno \(status)")
    }

    deinit {
        identifier.withLock { precondition($0 == nil, "an OwnedThread was released unjoined") }
    }
}

/// What a new thread needs; handed over as one retained pointer.
private final class ThreadStart {
    let name: String
    let body: () -> Void

    init(name: String, body: @escaping () -> Void) {
        self.name = name
        self.body = body
    }
}
