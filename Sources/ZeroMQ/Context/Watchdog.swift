internal import Glibc
internal import HostSystem

/// Ends the process when a call that cannot be interrupted takes too long.
package struct Watchdog: ~Copyable {
    /// The exit status of a process that its watchdog ended: `EX_SOFTWARE` of sysexits.h.
    package static let exitCode: CInt = 70

    /// The mailbox that ends the watch, and its thread; `nil` where the system had none left.
    private let watch: (mailbox: Mailbox<Void>, thread: OwnedThread)?

    /// Starts the clock; `reason` is what the process says on standard error when it must end.
    ///
    /// A system without a thread left is told of on standard error: the call is made unwatched,
    /// since it most likely returns.
    package init(limit: Duration, reason: String) {
        do {
            let mailbox = try Mailbox<Void>(limit: 1)
            let thread = try OwnedThread(name: "watchdog") {
                Self.wait(for: mailbox, limit: limit, reason: reason)
            }
            watch = (mailbox, thread)
        } catch {
            Self.writeLine("no watchdog can be started: \(error)")
            watch = nil
        }
    }

    /// Says that the call has returned.
    package consuming func stop() {
        guard let watch else { return }
        // Full means that the one message is already there, which is as good.
        _ = watch.mailbox.post(())
        watch.thread.join()
    }

    private static func wait(for mailbox: Mailbox<Void>, limit: Duration, reason: String) {
        do {
            if try !mailbox.drain(waitingUpTo: limit).isEmpty { return }
            writeLine("\(reason); ending the process")
        } catch {
            writeLine("the watchdog cannot wait: \(error)")
        }
        // Not exit(): its handlers could wait for the very call that hangs.
        _exit(exitCode)
    }

    /// Writes to standard error without its lock, which another thread may hold for ever.
    private static func writeLine(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        write(STDERR_FILENO, bytes, bytes.count)
    }
}
