internal import CProcessor
internal import Glibc
internal import HostSystem

/// A child process on a core of its own, with what it uses; killed with its owner.
final class PinnedProcess {
    private let child: ChildProcess
    private var isRunning = true

    /// Starts `arguments[0]` on `cores`.
    ///
    /// - Throws: ``BenchmarkError`` or `HostError` if it cannot be started.
    init(_ arguments: [String], on cores: [Int], streams: ChildStreams) throws {
        let own = try Core.allowed()
        try Core.use(cores)
        defer {
            do { try Core.use(own) } catch { preconditionFailure("\(error)") }
        }
        child = try ChildProcess(arguments, streams: streams)
    }

    deinit { kill() }

    /// Ends the process at once and waits for its end.
    func kill() {
        guard isRunning else { return }
        child.send(SIGKILL)
        // A killed process reports its end by waitpid only.
        while child.reap() == nil { usleep(1_000) }
        isRunning = false
    }

    /// Makes sure that the process runs.
    ///
    /// - Parameter mayHaveFinished: Whether it may also have ended without a failure.
    /// - Throws: ``BenchmarkError`` with its end if it does not.
    func check(mayHaveFinished: Bool = false) throws {
        guard isRunning, let exit = child.reap() else { return }
        isRunning = false
        guard !mayHaveFinished || exit != .exited(code: 0) else { return }
        throw BenchmarkError("the measured process ended: \(exit)")
    }

    /// The processor time that all of its threads have used.
    ///
    /// - Throws: ``BenchmarkError`` if the system does not report them.
    func processorTime() throws -> Duration {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(child.id, &clock) == 0, clock_gettime(clock, &time) == 0 else {
            try check()
            throw BenchmarkError("the clock of process \(child.id) cannot be read")
        }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// The most memory that it ever had, in MiB.
    ///
    /// - Throws: ``BenchmarkError`` if the system does not report them.
    func peakMemoryMebibytes() throws -> Double {
        let bytes = try Descriptor(reading: "/proc/\(child.id)/status").read(limit: 16 << 10)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(separator: " ").compactMap({ Double($0) }).first
        else { throw BenchmarkError("/proc/\(child.id)/status does not tell VmHWM") }
        return kibibytes / 1_024
    }
}

/// Which cores a thread may run on, so that two programs do not disturb each other.
enum Core {
    /// The length of a mask of cores: as many as the C library's own.
    private static let maskBytes = 128

    /// The cores that the calling thread may run on, in ascending order.
    ///
    /// - Throws: ``BenchmarkError`` if the system does not report them.
    static func allowed() throws -> [Int] {
        var mask = [UInt8](repeating: 0, count: maskBytes)
        guard cprocessor_get_cores(&mask, maskBytes) == 0 else {
            throw BenchmarkError("the cores are unknown: \(HostError.words(for: errno))")
        }
        return (0..<maskBytes * 8).filter { mask[$0 / 8] & (1 << ($0 % 8)) != 0 }
    }

    /// Lets the calling thread, and what it starts from now on, run on `cores` only.
    ///
    /// - Throws: ``BenchmarkError`` if the system refuses.
    static func use(_ cores: [Int]) throws {
        var mask = [UInt8](repeating: 0, count: maskBytes)
        for core in cores { mask[core / 8] |= 1 << (core % 8) }
        guard cprocessor_set_cores(mask, maskBytes) == 0 else {
            throw BenchmarkError(
                "cores \(cores) cannot be used: \(HostError.words(for: errno))"
            )
        }
    }
}
