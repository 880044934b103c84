internal import Glibc

/// Writes bytes to a descriptor and returns the outcome, whatever is at the other end.
///
/// It never traps, throws or raises SIGPIPE, so a failed write ends no process. Any
/// thread may use it; bytes of different calls may mix when the system takes them piece by piece.
public struct SafeWriter: Sendable {
    /// The outcome of a write.
    public enum Outcome: Hashable, Sendable {
        /// All of them were taken.
        case written

        /// The reader has gone, after it was given so many bytes.
        case brokenPipe(after: Int)

        /// The system refused to take more with this error number, after so many bytes.
        case failed(CInt, after: Int)

        /// What the system says about the failure, or `nil` if there is none.
        public var reason: String? {
            switch self {
            case .written: nil
            case .brokenPipe: HostError.words(for: EPIPE)
            case .failed(let number, _): HostError.words(for: number)
            }
        }
    }

    /// The descriptor, which its owner keeps open.
    public let number: CInt

    /// How long to wait for room, or `nil` for ever.
    public let patience: Duration?

    /// As much as a pipe takes at once when it says that it has room.
    private static let pieceSizeBytes = 4_096

    /// Writes to descriptor `number`, which stays its owner's.
    ///
    /// - Parameters:
    ///   - number: The descriptor.
    ///   - patience: How long to wait for room, where the reader of a pipe or terminal reads
    ///     nothing; `nil` waits for ever.
    public init(_ number: CInt, patience: Duration? = .seconds(1)) {
        self.number = number
        self.patience = patience
    }

    /// Writes all of `bytes`, as far as the system takes them.
    public func write(_ bytes: [UInt8]) -> Outcome { write(bytes, patience: patience) }

    /// Writes all of `bytes` with another patience than usual.
    public func write(_ bytes: [UInt8], patience: Duration?) -> Outcome {
        Self.withoutBrokenPipeSignal { writeAll(bytes, patience: patience) }
    }

    private func writeAll(_ bytes: [UInt8], patience: Duration?) -> Outcome {
        let deadline = patience.map { ContinuousClock.now + $0 }
        var done = 0
        while done < bytes.count {
            // A descriptor that blocks would wait for ever: it is asked first, and given no more
            // than it has room for.
            if deadline != nil, !hasRoom, !waitForRoom(until: deadline) {
                return .failed(EAGAIN, after: done)
            }
            let rest = bytes.count - done
            let size = deadline == nil ? rest : min(rest, Self.pieceSizeBytes)
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(number, buffer.baseAddress.map { $0 + done }, size)
            }
            let error = count < 0 ? errno : 0
            switch error {
            case 0 where count > 0: done += count
            case EINTR: continue
            case EAGAIN where waitForRoom(until: deadline): continue
            case EPIPE: return .brokenPipe(after: done)
            // A device that takes nothing and says nothing would be asked for ever.
            case 0: return .failed(EIO, after: done)
            default: return .failed(error, after: done)
            }
        }
        return .written
    }

    /// Whether a write would not wait; an error counts, since the write tells of it.
    private var hasRoom: Bool {
        var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, 0) != 0
    }

    /// Waits until the descriptor may take something.
    ///
    /// - Returns: Whether it is worth another try.
    private func waitForRoom(until deadline: ContinuousClock.Instant?) -> Bool {
        var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        guard let deadline else {
            poll(&request, 1, -1)
            return true
        }
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return false }
            if poll(&request, 1, CInt(left / .milliseconds(1)) + 1) > 0 { return true }
        }
    }

    /// Runs `body` without SIGPIPE: blocked for the thread, and taken back if a write raised it.
    ///
    /// `momentum` ignores the signal, but a program that does not must not die here, either.
    private static func withoutBrokenPipeSignal(_ body: () -> Outcome) -> Outcome {
        var pipeSignal = sigset_t()
        sigemptyset(&pipeSignal)
        sigaddset(&pipeSignal, SIGPIPE)
        var before = sigset_t()
        var pending = sigset_t()
        sigpending(&pending)
        pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
        let outcome = body()
        if case .brokenPipe = outcome, sigismember(&pending, SIGPIPE) == 0 {
            var now = timespec()
            while sigtimedwait(&pipeSignal, nil, &now) < 0, errno == EINTR {}
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
        return outcome
    }
}
