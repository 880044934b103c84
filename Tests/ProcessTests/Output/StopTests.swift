import Foundation
import HostSystem
import SweepTesting
import Testing

/// What asks a sweep to stop gets a partial report and its exit code.
@Suite(.serialized, .timeLimit(.minutes(3)))  // Serialized: each test keeps all cores busy.
struct StopTests {
    /// Some seconds of work for one worker.
    private static let flags = [
        "-n", "1", "--no-figures", "--momentum", "0:0.9:8", "--seeds", "64", "--epochs", "2000",
    ]
    private static let sweep = ["sweep", "-o", "run"] + flags

    @Test(
        arguments: [
            (SIGHUP, 129), (SIGINT, 130), (SIGUSR1, 138), (SIGUSR2, 140), (SIGTERM, 143),
            (SIGXCPU, 152),
        ] as [(CInt, CInt)]
    )
    func `a signal leaves a partial report`(signal: CInt, code: CInt) throws {
        let scratch = try Scratch()
        let sweep = try Program(momentum: Self.sweep, in: scratch.url)
        #expect(try waitUntil { try scratch.storedEpochs() > 0 })
        sweep.send(signal)
        #expect(sweep.wait() == code, "\(sweep.standardError)")
        #expect(sweep.standardOutput.contains("Partial: "))
        #expect(try !scratch.report("run").isEmpty)
    }

    @Test(arguments: [SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU])
    func `an event that is ignored from the start stops nothing`(signal: CInt) throws {
        let scratch = try Scratch()
        let flags = ["--momentum", "0,0.5", "--seeds", "16", "--epochs", "1000"]
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures", "-n", "1"] + flags,
            in: scratch.url,
            launcher: Shell.after("trap '' \(signal)")
        )
        #expect(waitUntil { FileManager.default.fileExists(atPath: scratch.path("run/log.txt")) })
        #expect(waitUntil { (try? scratch.text("run/log.txt"))?.contains("joined") == true })
        sweep.send(signal)
        #expect(sweep.wait() == 0, "\(sweep.standardError)")
        #expect(try scratch.report("run") == scratch.quietReport(flags))
    }

    /// The reader dies of the same Ctrl-C, so nothing can be said any more.
    @Test func `Ctrl-C before a pipe leaves a partial report`() throws {
        let scratch = try Scratch()
        let shell = try ChildProcess(
            Shell.piped(to: "tee log", code: "code") + [Program.momentum] + Self.sweep,
            streams: ChildStreams(output: try Descriptor(creating: "/dev/null")),
            folder: scratch.url.path
        )
        #expect(try waitUntil { try scratch.storedEpochs() > 0 })
        shell.send(SIGINT)
        _ = shell.wait()
        #expect(try waitUntil { try scratch.text("code") != "" })
        #expect(try scratch.text("code") == "130\n")
        #expect(try !scratch.report("run").isEmpty)
        #expect(try waitUntil { try Children.ids(mentioning: scratch.url.path).isEmpty })
    }

    /// A shell passes SIGHUP on to its jobs; then every write to the terminal fails.
    @Test func `a terminal that goes leaves a partial report`() throws {
        let scratch = try Scratch()
        let script = ExternalTool("script")
        try #require(script.isThere, "script of bsdutils is missing")
        let line = """
            trap 'kill -HUP $job' HUP
            \(Program.momentum) \(Self.sweep.joined(separator: " ")) & job=$!
            wait $job
            wait $job
            echo $? > code
            """
        try Data(line.utf8).write(to: scratch.url.appending(path: "job"))
        let terminal = try ChildProcess(
            [script.path, "-q", "-c", "exec sh job", "typescript"],
            streams: ChildStreams(
                input: try Descriptor(reading: "/dev/null"),
                output: try Descriptor(creating: "/dev/null")
            ),
            folder: scratch.url.path
        )
        #expect(try waitUntil { try scratch.storedEpochs() > 0 })
        terminal.send(SIGKILL)
        _ = terminal.wait()
        #expect(try waitUntil { try scratch.text("code") != "" })
        #expect(try scratch.text("code") == "129\n")
        #expect(try !scratch.report("run").isEmpty)
        #expect(try waitUntil { try Children.ids(mentioning: scratch.url.path).isEmpty })
    }

    /// It sends its signal to the process and once more to its group.
    @Test func `timeout leaves a partial report`() throws {
        let scratch = try Scratch()
        let timeout = ExternalTool("timeout")
        try #require(timeout.isThere, "timeout of coreutils is missing")
        let sweep = try Program(
            momentum: Self.sweep,
            in: scratch.url,
            launcher: [timeout.path, "--preserve-status", "2"]
        )
        #expect(sweep.wait() == 143, "\(sweep.standardError)")
        #expect(try !scratch.report("run").isEmpty)
    }
}
