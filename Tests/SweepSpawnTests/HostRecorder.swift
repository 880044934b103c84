import HostSystem
import SweepModel
import SweepSpawn
import Testing

/// A host's machine with a clock that the test sets.
struct HostRecorder {
    /// The machine.
    var machine = HostMachine(system: "Linux x86_64", digest: "abc")

    /// The time.
    var now = Instant.zero

    /// A machine whose worker has run for a second.
    static var working: HostRecorder {
        var recorder = HostRecorder()
        _ = recorder.handle(.start)
        recorder.feed(["momentum-system=Linux x86_64", "momentum-digest=abc  -"])
        recorder.expect(.ended(.exited(code: 0)), [.notice("starting a worker"), .open(.work)])
        recorder.now = recorder.now + .seconds(1)
        return recorder
    }

    /// Feeds one input.
    mutating func handle(_ input: HostInput) -> [HostEffect] { machine.handle(input, at: now) }

    /// Feeds one input and compares what it led to.
    mutating func expect(
        _ input: HostInput,
        _ effects: [HostEffect],
        at location: SourceLocation = #_sourceLocation
    ) {
        let found = handle(input)
        #expect(found == effects, sourceLocation: location)
    }

    /// Feeds lines of a session that are not for the user.
    mutating func feed(_ lines: [String]) {
        for line in lines { expect(.line(line), []) }
    }
}
