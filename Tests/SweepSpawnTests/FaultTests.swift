import HostSystem
import SweepSpawn
import Testing

/// What ssh, the loader and the worker say is turned into a cause and an advice.
@Suite struct FaultTests {
    /// The end of a session and what is made of it.
    struct Case: CustomTestStringConvertible {
        let code: Int32
        let line: String
        let kind: Fault.Kind
        let fragment: String
        var isPassing = false

        var testDescription: String { line }
    }

    private static let cases = [
        Case(
            code: 255,
            line: "ada@node1: Permission denied (publickey).",
            kind: .refused,
            fragment: "the key was refused; ssh-copy-id adds yours"
        ),
        Case(
            code: 255,
            line: "Host key verification failed.",
            kind: .refused,
            fragment: "log in once with ssh"
        ),
        Case(
            code: 255,
            line: "ssh: Could not resolve hostname node1: Name or service not known",
            kind: .unreachable,
            fragment: "the name is unknown",
            isPassing: true
        ),
        Case(
            code: 255,
            line: "ssh: connect to host node1 port 22: Connection timed out",
            kind: .unreachable,
            fragment: "nothing answers",
            isPassing: true
        ),
        Case(
            code: 255,
            line: "ssh: connect to host node1 port 22: Connection refused",
            kind: .unreachable,
            fragment: "no ssh server listens there",
            isPassing: true
        ),
        Case(
            code: 255,
            line: "Timeout, server node1 not responding.",
            kind: .unreachable,
            fragment: "the connection was lost (Timeout",
            isPassing: true
        ),
        Case(
            code: 127,
            line: "momentum: error while loading shared libraries: libzmq.so.5: cannot open "
                + "shared object file: No such file or directory",
            kind: .failed,
            fragment: "a library is missing; install libzmq5, libsqlite3-0 and zlib1g there"
        ),
        Case(
            code: 127,
            line: "momentum: error while loading shared libraries: libsodium.so.23: cannot open "
                + "shared object file: No such file or directory",
            kind: .failed,
            fragment: "a library is missing; install libzmq5, libsqlite3-0 and zlib1g there"
        ),
        Case(
            code: 127,
            line: "momentum: error while loading shared libraries: libz.so.1: cannot open "
                + "shared object file: No such file or directory",
            kind: .failed,
            fragment: "a library is missing; install libzmq5, libsqlite3-0 and zlib1g there"
        ),
        Case(
            code: 127,
            line: "momentum: error while loading shared libraries: libswiftCore.so: cannot open "
                + "shared object file: No such file or directory",
            kind: .failed,
            fragment: "spawn from the program that deploy/release builds"
        ),
        Case(
            code: 1,
            line: "momentum: /lib/libc.so.6: version `GLIBC_2.38' not found (required by momentum)",
            kind: .failed,
            fragment: "its system is too old"
        ),
        Case(
            code: 126,
            line: "sh: 1: momentum: Permission denied",
            kind: .failed,
            fragment: "the program cannot be run: sh: 1"
        ),
        Case(
            code: 3,
            line: "momentum: tcp://node0:5590: nothing answers",
            kind: .unreachable,
            fragment: "the coordinator cannot be reached: momentum: tcp://node0:5590"
        ),
        Case(
            code: 4,
            line: "momentum: the key is not allowed",
            kind: .refused,
            fragment: "the coordinator refused the worker"
        ),
        Case(
            code: 137,
            line: "sh: line 1: 4711 Killed",
            kind: .failed,
            fragment: "ended by signal 9",
            isPassing: true
        ),
        Case(
            code: 6,
            line: "momentum: no thread left",
            kind: .failed,
            fragment: "ended with code 6: momentum: no thread left",
            isPassing: true
        ),
    ]

    @Test(arguments: cases)
    func `a failed session is explained`(example: Case) {
        let lines = ["something before", example.line]
        let fault = Fault(.exited(code: example.code), lines: lines)
        #expect(fault.kind == example.kind)
        #expect(fault.reason.contains(example.fragment), "\(fault.reason)")
        #expect(fault.isPassing == example.isPassing)
    }

    @Test func `an end without words is explained, too`() {
        let fault = Fault(.exited(code: 255), lines: [])
        #expect(fault == Fault(.unreachable, "the connection was lost", isPassing: true))
        #expect(Fault(.killed(signal: 15), lines: []).isPassing)
    }
}
