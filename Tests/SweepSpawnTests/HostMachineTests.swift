import HostSystem
import SweepModel
import SweepSpawn
import Testing

/// A host's worker is brought up, watched, started again and stopped, event by event.
@Suite struct HostMachineTests {
    private let answer = ["momentum-system=Linux x86_64", "momentum-digest=abc  -"]
    private let lost = ["client_loop: send disconnect: Broken pipe"]

    @Test func `a host with this program works at once`() {
        var recorder = HostRecorder()
        recorder.expect(.start, [.open(.check)])
        recorder.feed(answer)
        recorder.expect(.ended(.exited(code: 0)), [.notice("starting a worker"), .open(.work)])
        recorder.expect(.line("hello"), [.show("hello")])
        recorder.expect(.ended(.exited(code: 0)), [.notice("done")])
        #expect(recorder.machine.end == .done)
    }

    @Test(arguments: [[], ["momentum-digest=abd  -"]])
    func `a host without this program gets it first`(digest: [String]) {
        var recorder = HostRecorder()
        recorder.expect(.start, [.open(.check)])
        recorder.feed(["Welcome!", "momentum-system=Linux x86_64"] + digest)
        recorder.expect(
            .ended(.exited(code: 0)),
            [.notice("copying the program"), .open(.install)]
        )
        recorder.expect(.ended(.exited(code: 0)), [.notice("starting a worker"), .open(.work)])
    }

    @Test func `another architecture is refused by name`() {
        var recorder = HostRecorder()
        recorder.expect(.start, [.open(.check)])
        recorder.feed(["momentum-system=Linux aarch64"])
        let reason = "it is Linux aarch64; this program is for Linux x86_64"
        recorder.expect(.ended(.exited(code: 0)), [.notice("failed: \(reason)")])
        #expect(recorder.machine.end == .failed(Fault(.failed, reason)))
    }

    @Test func `an unreachable host fails at its first login`() {
        var recorder = HostRecorder()
        recorder.expect(.start, [.open(.check)])
        recorder.feed(["ssh: connect to host node1 port 22: No route to host"])
        _ = recorder.handle(.ended(.exited(code: 255)))
        guard case .failed(let fault) = recorder.machine.end else {
            Issue.record("\(String(describing: recorder.machine.end))")
            return
        }
        #expect(fault.kind == .unreachable)
    }

    /// The pauses are 1, 2, 4 … 60 s; a long life in between starts them anew.
    @Test func `a dead worker comes back later and later until it is given up`() {
        var recorder = HostRecorder.working
        for pause in [1, 2, 4, 8, 16, 32, 60] {
            let notice = "the worker was ended by signal 9; trying again in \(pause) s"
            recorder.expect(.ended(.exited(code: 137)), [.notice(notice)])
            recorder.now = recorder.now + .seconds(pause) - .milliseconds(1)
            recorder.expect(.tick, [])
            recorder.now = recorder.now + .milliseconds(1)
            recorder.expect(.tick, [.open(.check)])
            recorder.feed(answer)
            _ = recorder.handle(.ended(.exited(code: 0)))
            recorder.now = recorder.now + .seconds(1)
        }
        var patient = recorder
        patient.now = patient.now + HostMachine.soundLife
        patient.expect(
            .ended(.exited(code: 137)),
            [.notice("the worker was ended by signal 9; trying again in 1 s")]
        )
        let reason = "given up after 8 deaths in a row: the worker was ended by signal 9"
        recorder.expect(.ended(.exited(code: 137)), [.notice("failed: \(reason)")])
    }

    @Test func `a lost connection is made again`() {
        var recorder = HostRecorder.working
        for line in lost { recorder.expect(.line(line), [.show(line)]) }
        let notice = "the connection was lost (\(lost[0])); trying again in 1 s"
        recorder.expect(.ended(.exited(code: 255)), [.notice(notice)])
    }

    @Test(arguments: [2, 3, 4] as [Int32])
    func `a worker that says why it leaves is not started again`(code: Int32) {
        var recorder = HostRecorder.working
        _ = recorder.handle(.ended(.exited(code: code)))
        guard case .failed = recorder.machine.end else {
            Issue.record("\(String(describing: recorder.machine.end))")
            return
        }
    }

    @Test func `a stopped worker may leave by itself and is ended if it does not`() {
        var recorder = HostRecorder.working
        recorder.expect(.stop, [.closeInput])
        recorder.expect(.tick, [])
        var slow = recorder
        recorder.expect(.ended(.exited(code: 0)), [.notice("stopped")])
        #expect(recorder.machine.end == .stopped)
        slow.now = slow.now + HostMachine.stopLimit
        slow.expect(.tick, [.kill])
        slow.expect(.ended(.killed(signal: 9)), [.notice("stopped")])
        #expect(slow.machine.end == .stopped)
    }

    @Test func `a host that only pauses stops at once`() {
        var recorder = HostRecorder.working
        _ = recorder.handle(.ended(.exited(code: 137)))
        recorder.expect(.stop, [])
        #expect(recorder.machine.end == .stopped)
    }

    @Test func `copying is not waited for`() {
        var recorder = HostRecorder()
        recorder.expect(.start, [.open(.check)])
        recorder.expect(.stop, [.kill])
        recorder.expect(.stop, [])
        recorder.expect(.ended(.killed(signal: 9)), [.notice("stopped")])
        #expect(recorder.machine.end == .stopped)
    }

    @Test func `no worker comes back once the sweep is over`() {
        var recorder = HostRecorder.working
        var pausing = recorder
        _ = pausing.handle(.ended(.exited(code: 137)))
        pausing.expect(.sweepOver, [])
        #expect(pausing.machine.end == .done)
        recorder.expect(.sweepOver, [])
        let notice = "done without it: the worker was ended by signal 9"
        recorder.expect(.ended(.exited(code: 137)), [.notice(notice)])
        #expect(recorder.machine.end == .done)
    }
}
