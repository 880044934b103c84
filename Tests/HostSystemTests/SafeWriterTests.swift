import Glibc
import HostSystem
import Testing

/// Bytes are written whatever the other end does, and failures are values.
@Suite(.timeLimit(.minutes(1)))
struct SafeWriterTests {
    @Test func `a reader gets all bytes`() throws {
        let pipe = try Descriptor.pipe()
        #expect(SafeWriter(pipe.writing.number).write(Array("words\n".utf8)) == .written)
        #expect(try pipe.reading.read(limit: 100) == Array("words\n".utf8))
    }

    @Test func `nothing is written at once`() throws {
        let pipe = try Descriptor.pipe()
        #expect(SafeWriter(pipe.writing.number).write([]) == .written)
    }

    /// In a process of its own, whose SIGPIPE has the default action: to end it.
    @Test func `a closed reader is reported and ends no process`() async {
        await #expect(processExitsWith: .exitCode(9)) {
            signal(SIGPIPE, SIG_DFL)
            let writing = try Descriptor.pipe().writing
            let outcome = SafeWriter(writing.number).write([1])
            var pending = sigset_t()
            sigpending(&pending)
            let isClean = outcome == .brokenPipe(after: 0) && sigismember(&pending, SIGPIPE) == 0
            exit(isClean ? 9 : 1)
        }
    }

    @Test func `a full disk is told by name`() {
        let number = open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(number) }
        let outcome = SafeWriter(number).write([1])
        #expect(outcome == .failed(ENOSPC, after: 0))
        #expect(outcome.reason == "No space left on device")
    }

    @Test func `a descriptor that takes nothing is waited for no longer than allowed`() throws {
        let pipe = try Descriptor.pipe()
        #expect(fcntl(pipe.writing.number, F_SETFL, O_NONBLOCK) == 0)
        let writer = SafeWriter(pipe.writing.number, patience: .milliseconds(20))
        guard case .failed(EAGAIN, let count) = writer.write(Array(repeating: 1, count: 1 << 20))
        else {
            Issue.record("a pipe takes a mebibyte without a reader")
            return
        }
        #expect(try pipe.reading.read(limit: 1 << 20).count == count)
    }

    /// A terminal that was stopped, or a pager: the descriptor blocks, the writer does not.
    @Test(arguments: [Duration.zero, .milliseconds(20)])
    func `a descriptor that blocks is waited for no longer than allowed`(patience: Duration) throws
    {
        let pipe = try Descriptor.pipe()
        let writer = SafeWriter(pipe.writing.number, patience: patience)
        guard case .failed(EAGAIN, let count) = writer.write(Array(repeating: 1, count: 1 << 20))
        else {
            Issue.record("a pipe takes a mebibyte without a reader")
            return
        }
        #expect(try pipe.reading.read(limit: 1 << 20).count == count)
    }

    /// More than a pipe holds, to a reader that takes it piece by piece.
    @Test func `a slow reader of a descriptor that does not block gets all bytes`() throws {
        let output = try Descriptor.pipe()
        let child = try feed(1 << 20, to: ["sh", "-c", "sleep 0.1; wc -c"], output.writing)
        #expect(child.wait() == .exited(code: 0))
        let text = String(decoding: try output.reading.read(limit: 100), as: UTF8.self)
        #expect(text.contains("1048576"))
    }

    /// Writes `count` bytes to a child; the pipe to it is closed when this returns.
    private func feed(
        _ count: Int,
        to command: [String],
        _ output: Descriptor
    ) throws -> ChildProcess {
        let pipe = try Descriptor.pipe()
        #expect(fcntl(pipe.writing.number, F_SETFL, O_NONBLOCK) == 0)
        let streams = ChildStreams(input: pipe.reading, output: output)
        let child = try ChildProcess(command, streams: streams)
        let writer = SafeWriter(pipe.writing.number, patience: nil)
        #expect(writer.write(Array(repeating: 1, count: count)) == .written)
        return child
    }
}
