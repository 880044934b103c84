package import HostSystem
package import SweepModel

/// The life of one host's worker, from the first login to the last word.
///
/// | state | input | next |
/// |---|---|---|
/// | idle | start | check |
/// | check | ended well: same program | work |
/// | check | ended well: other program or none | install |
/// | install | ended well | work |
/// | work | ended well | ended: done |
/// | any session | ended badly, may pass, and a worker has run here | pause |
/// | any session | ended badly | ended: failed, or done if the sweep is over |
/// | pause | its time is over | check |
/// | pause | sweep over | ended: done |
/// | work | stop | work, input closed; killed if it stays |
/// | check, install | stop | the session is killed |
/// | pause | stop | ended: stopped |
/// | any session | ended after stop | ended: stopped |
package struct HostMachine {
    /// The states.
    private enum State: Hashable {
        case idle
        case session(RemoteStep, since: Instant)
        case pause(until: Instant)
        case ended(HostEnd)
    }

    /// The first pause before a dead worker is started again; doubles with each death in a row.
    package static let firstPause = Duration.seconds(1)

    /// The longest pause.
    package static let longestPause = Duration.seconds(60)

    /// Deaths in a row after which the host is given up.
    package static let deathLimit = 8

    /// How long a worker must live for its death to count as the first in a row.
    package static let soundLife = Duration.seconds(60)

    /// How long a worker may take to leave, which is more than it allows itself.
    package static let stopLimit = Duration.seconds(20)

    /// The last lines of a session that are kept to find out why it failed.
    private static let keptLines = 20

    /// This machine, such as `Linux x86_64`.
    private let system: String

    /// The digest of this program, in hexadecimal.
    private let digest: String

    private var state = State.idle
    private var lines: [String] = []
    private var deaths = 0
    private var hasWorked = false
    private var isSweepOver = false
    private var stopDeadline: Instant?

    /// Prepares a host that is to run the program `digest`, which was built for `system`.
    package init(system: String, digest: String) {
        self.system = system
        self.digest = digest
    }

    /// How it ended, or `nil` while it goes on.
    package var end: HostEnd? {
        guard case .ended(let end) = state else { return nil }
        return end
    }

    /// Takes what happened at `now`.
    ///
    /// - Returns: What is to be done, in this order.
    package mutating func handle(_ input: HostInput, at now: Instant) -> [HostEffect] {
        switch (input, state) {
        case (.start, .idle): return open(.check, at: now)
        case (.line(let line), .session(let step, _)): return hear(line, during: step)
        case (.ended(let exit), .session(let step, let since)):
            return finish(step, exit, since: since, at: now)
        case (.tick, .pause(let until)) where now >= until: return open(.check, at: now)
        case (.tick, .session):
            guard let stopDeadline, now >= stopDeadline else { return [] }
            return [.kill]
        case (.stop, .session(let step, _)):
            guard stopDeadline == nil else { return [] }
            stopDeadline = now + Self.stopLimit
            return [step == .work ? .closeInput : .kill]
        case (.kill, .session):
            stopDeadline = now
            return [.kill]
        case (.sweepOver, let state):
            isSweepOver = true
            // A worker that came now would wait for a coordinator that has left.
            if case .pause = state { self.state = .ended(.done) }
            return []
        case (.stop, .idle), (.stop, .pause), (.kill, .idle), (.kill, .pause):
            state = .ended(.stopped)
            return []
        case (.tick, _), (.stop, .ended), (.kill, .ended): return []
        case (.start, _), (.line, _), (.ended, _):
            preconditionFailure("\(input) cannot happen while \(state)")
        }
    }

    private mutating func open(_ step: RemoteStep, at now: Instant) -> [HostEffect] {
        state = .session(step, since: now)
        lines.removeAll()
        switch step {
        case .check: return [.open(.check)]
        case .install: return [.notice("copying the program"), .open(.install)]
        case .work: return [.notice("starting a worker"), .open(.work)]
        }
    }

    private mutating func hear(_ line: String, during step: RemoteStep) -> [HostEffect] {
        lines.append(line)
        if lines.count > Self.keptLines { lines.removeFirst() }
        return step == .work ? [.show(line)] : []
    }

    private mutating func finish(
        _ step: RemoteStep,
        _ exit: ChildExit,
        since: Instant,
        at now: Instant
    ) -> [HostEffect] {
        guard stopDeadline == nil else {
            state = .ended(.stopped)
            return [.notice("stopped")]
        }
        guard exit == .exited(code: 0) else {
            let lived = step == .work ? now - since : .zero
            return fail(Fault(exit, lines: lines), after: lived, at: now)
        }
        switch step {
        case .check: return compare(at: now)
        case .install: return open(.work, at: now)
        case .work:
            state = .ended(.done)
            return [.notice("done")]
        }
    }

    private mutating func compare(at now: Instant) -> [HostEffect] {
        guard let machine = RemoteMachine(answer: lines) else {
            let words = lines.last ?? "nothing"
            return end(Fault(.failed, "it has no usable sh; it answered: \(words)"))
        }
        guard machine.system == system else {
            return end(Fault(.failed, "it is \(machine.system); this program is for \(system)"))
        }
        return open(machine.digest == digest ? .work : .install, at: now)
    }

    private mutating func fail(
        _ fault: Fault,
        after lived: Duration,
        at now: Instant
    ) -> [HostEffect] {
        if lived > .zero { hasWorked = true }
        if lived >= Self.soundLife { deaths = 0 }
        deaths += 1
        guard fault.isPassing, hasWorked, !isSweepOver else { return end(fault) }
        guard deaths < Self.deathLimit else {
            return end(
                Fault(fault.kind, "given up after \(deaths) deaths in a row: \(fault.reason)")
            )
        }
        let pause = min(Self.longestPause, Self.firstPause * (1 << (deaths - 1)))
        state = .pause(until: now + pause)
        return [.notice("\(fault.reason); trying again in \(Int(pause.seconds)) s")]
    }

    private mutating func end(_ fault: Fault) -> [HostEffect] {
        guard !isSweepOver || !hasWorked else {
            state = .ended(.done)
            return [.notice("done without it: \(fault.reason)")]
        }
        state = .ended(.failed(fault))
        return [.notice("failed: \(fault.reason)")]
    }
}

/// What happens to a host.
package enum HostInput: Hashable {
    /// It is time to begin.
    case start

    /// A session said something.
    case line(String)

    /// A session ended.
    case ended(ChildExit)

    /// Time has passed.
    case tick

    /// A worker of another host has seen the end of the sweep.
    case sweepOver

    /// The worker is to stop gently.
    case stop

    /// The worker is to stop at once.
    case kill
}

/// What is to be done for a host.
package enum HostEffect: Hashable {
    /// Open a session.
    case open(RemoteStep)

    /// Close the input of the running session, which ends its worker.
    case closeInput

    /// End the running session at once.
    case kill

    /// Show what the worker said.
    case show(String)

    /// Tell the user what happens to the host.
    case notice(String)
}

/// How the work on a host ended.
public enum HostEnd: Hashable, Sendable {
    /// The coordinator said goodbye to its worker.
    case done

    /// The user stopped it.
    case stopped

    /// It cannot go on.
    case failed(Fault)
}

/// A session on another machine.
package enum RemoteStep: Hashable {
    /// Asks what the machine is and what program it has.
    case check

    /// Brings the program.
    case install

    /// Runs a worker.
    case work
}
