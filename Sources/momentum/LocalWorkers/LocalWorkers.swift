internal import Foundation
internal import HostSystem
internal import Logging
internal import SweepAccess
internal import SweepModel

/// The worker processes of `momentum sweep`: one for each core, started again when one dies.
///
/// Each reads how to join from a pipe that only this process holds open: when the process ends,
/// even by `kill -9`, the pipe closes and the workers leave.
final class LocalWorkers {
    /// How long a dead worker stays down, longer after each death in a row.
    private static let restartPause = Duration.milliseconds(200)

    /// Deaths in a row, without a finished pack in between, after which a worker is given up.
    private static let deathLimit = 8

    /// How long workers may take to leave at the end.
    private static let stopLimit = Duration.seconds(5)

    /// How long a worker may take to stop gently when its sweep is gone.
    private static let orphanPatience = "1s"

    /// One process, with its restarts.
    private struct Slot {
        var process: ChildProcess?
        var inputPipe: Descriptor?
        var deaths = 0
        var startAt: Instant
    }

    private let arguments: [String]
    private let access: URL
    private let logger: Logger
    private let clock = MonotonicClock()
    private var slots: [Slot]
    private var lastDone = 0

    /// Prepares `count` processes of this program that join the sweep of `access`.
    init(count: Int, access: URL, verbose: Int, logger: Logger) {
        let program = FileManager.default.executablePath
        arguments =
            [program, "worker", "--access", "-", "--input-patience", Self.orphanPatience]
            + ["--slots", "1", "--orphan-timeout", "10s", "--output-mode", "quiet"]
            + Array(repeating: "-v", count: verbose)
        self.access = access
        self.logger = logger
        slots = Array(repeating: Slot(startAt: clock.now), count: count)
    }

    /// Starts what is due and notices what died; called at each turn of the coordinator's loop.
    ///
    /// - Parameter done: Runs with an outcome: progress forgives earlier deaths.
    /// - Throws: An error if a process cannot be started, or all die again and again.
    func restartEnded(done: Int) throws {
        if done > lastDone {
            lastDone = done
            for index in slots.indices { slots[index].deaths = 0 }
        }
        for index in slots.indices { try restartIfDue(index) }
        guard !slots.isEmpty, slots.allSatisfy({ $0.deaths >= Self.deathLimit }) else { return }
        throw Failure(
            .failure,
            "every local worker died \(Self.deathLimit) times in a row; -v shows their logs"
        )
    }

    private func restartIfDue(_ index: Int) throws {
        if let process = slots[index].process {
            guard let exit = process.reap() else { return }
            slots[index].process = nil
            slots[index].inputPipe = nil
            recordDeath(index)
            logger.info("worker process \(process.id) ended: \(exit)")
        }
        guard clock.now >= slots[index].startAt, slots[index].deaths < Self.deathLimit else {
            return
        }
        do {
            // Strangers may have taken all other descriptors.
            try OpenFileLimit.withReserve { try start(index) }
        } catch let failure as Failure {
            // The access file is being replaced, or the folder is full: no reason to stop others.
            logger.warning("no worker can be started: \(failure)")
            recordDeath(index)
        }
    }

    private func recordDeath(_ index: Int) {
        slots[index].deaths += 1
        let pause = Self.restartPause * (1 << min(slots[index].deaths, 5))
        slots[index].startAt = clock.now + pause
    }

    private func start(_ index: Int) throws {
        // Read anew each time: the keys may have been changed meanwhile.
        let line = try FileText.read(access.path).replacing("\n", with: " ") + "\n"
        let (reading, writing) = try Descriptor.pipe()
        // An access file is far smaller than what a pipe takes at once, so this does not wait.
        try writing.write(Array(line.utf8))
        slots[index].process = try ChildProcess(arguments, streams: ChildStreams(input: reading))
        slots[index].inputPipe = writing
    }

    /// Waits for the workers to leave, as the coordinator told them, and ends those that do not.
    func stop() {
        let deadline = clock.now + Self.stopLimit
        var running = slots.compactMap(\.process)
        var isAsked = false
        while !running.isEmpty {
            running.removeAll { $0.reap() != nil }
            let isOver = clock.now >= deadline
            if isOver || !isAsked {
                for process in running { process.send(isOver ? SIGKILL : SIGTERM) }
                isAsked = true
            }
            // The children report their end by waitpid only; 5 ms is not noticed.
            if !running.isEmpty { usleep(5_000) }
        }
        slots.removeAll()
    }
}

extension FileManager {
    /// The file that this process runs.
    var executablePath: String {
        (try? destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
