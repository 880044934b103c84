import Foundation
import HostSystem
import Testing

/// Child processes get the streams they are given, and tell how they ended.
@Suite(.timeLimit(.minutes(1)))
struct ChildProcessTests {
    @Test func `a child reads and writes through pipes and sees their end`() throws {
        let output = try Descriptor.pipe()
        let child = try copying("hello\n", to: output.writing)
        #expect(try output.reading.read(limit: 100) == Array("hello\n".utf8))
        #expect(ended(child) == .exited(code: 0))
    }

    @Test func `a signal reaches a child and is told`() throws {
        let child = try ChildProcess(["sleep", "1000"])
        child.send(SIGTERM)
        #expect(ended(child) == .killed(signal: SIGTERM))
    }

    @Test(arguments: [0, 7] as [Int32])
    func `the exit code is told`(code: Int32) throws {
        #expect(ended(try ChildProcess(["sh", "-c", "exit \(code)"])) == .exited(code: code))
    }

    @Test func `a program that is not there is named`() {
        let error = #expect(throws: HostError.self) { try ChildProcess(["/no/program"]) }
        #expect(error?.description == "/no/program: posix_spawnp: No such file or directory")
    }

    @Test func `a child inherits no pipe but its streams`() throws {
        let other = try Descriptor.pipe()
        let output = try Descriptor.pipe()
        let streams = ChildStreams(output: output.writing)
        let child = try ChildProcess(["ls", "/proc/self/fd"], streams: streams)
        _ = ended(child)
        let numbers = String(decoding: try output.reading.read(limit: 1000), as: UTF8.self)
            .split(separator: "\n")
        #expect(!numbers.contains("\(other.reading.number)"))
        #expect(!numbers.contains("\(other.writing.number)"))
    }

    /// In a process of its own, since what it ignores and blocks is ignored in all its threads.
    @Test func `a child starts with the default action of each signal and none blocked`() async {
        await #expect(processExitsWith: .exitCode(9)) {
            signal(SIGPIPE, SIG_IGN)
            signal(SIGXFSZ, SIG_IGN)
            var signals = sigset_t()
            sigemptyset(&signals)
            for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            let output = try Descriptor.pipe()
            let child = try ChildProcess(
                ["grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"],
                streams: ChildStreams(output: output.writing)
            )
            let text = String(decoding: try output.reading.read(limit: 1000), as: UTF8.self)
            let masks = text.matches(of: /Sig(?:Blk|Ign):\t([0-9a-f]{16})/).map { $0.1 }
            // glibc lets every child ignore the two signals that it keeps for itself, 32 and 33.
            let isClean =
                masks.count == 2
                && masks.allSatisfy { (UInt64($0, radix: 16) ?? 1) & ~0x1_8000_0000 == 0 }
            exit(child.wait() == .exited(code: 0) && isClean ? 9 : 1)
        }
    }

    @Test func `a child has the variables and the folder that it is given`() throws {
        let output = try Descriptor.pipe()
        let child = try ChildProcess(
            ["sh", "-c", "pwd; echo $ONLY; echo $HOME"],
            streams: ChildStreams(output: output.writing),
            environment: ["ONLY": "this = that"],
            folder: "/usr/bin"
        )
        #expect(child.wait() == .exited(code: 0))
        let text = String(decoding: try output.reading.read(limit: 1000), as: UTF8.self)
        #expect(text == "/usr/bin\nthis = that\n\n")
    }

    @Test func `the end of a child can be waited for`() throws {
        #expect(try ChildProcess(["sh", "-c", "exit 3"]).wait() == .exited(code: 3))
        let child = try ChildProcess(["sleep", "1000"])
        child.send(SIGKILL)
        #expect(child.wait() == .killed(signal: SIGKILL))
    }

    /// The ends of the pipe that the child reads from are closed here when this returns.
    private func copying(_ text: String, to output: Descriptor) throws -> ChildProcess {
        let input = try Descriptor.pipe()
        try input.writing.write(Array(text.utf8))
        let streams = ChildStreams(input: input.reading, output: output)
        return try ChildProcess(["cat"], streams: streams)
    }

    private func ended(_ child: ChildProcess) -> ChildExit {
        while true {
            if let exit = child.reap() { return exit }
            usleep(1_000)
        }
    }
}
