import Foundation
import HostSystem
import SweepTesting
import Testing

/// Words that cannot be written end no process; only data that cannot be written change its code.
@Suite(.timeLimit(.minutes(2)))
struct OutputFailureTests {
    /// A command with a standard stream that does not work.
    struct Case: CustomTestStringConvertible {
        let arguments: [String]
        let redirections: String
        let code: Int32
        var fragment = ""

        var testDescription: String { arguments.joined(separator: " ") + " " + redirections }
    }

    private static let said = "standard output could not be written: "
    private static let cases = [
        Case(arguments: ["plan", "nosuch.yaml"], redirections: "2>/dev/full", code: 2),
        Case(arguments: ["plan", "nosuch.yaml"], redirections: "2>&-", code: 2),
        Case(arguments: ["plan"], redirections: "2>/dev/full", code: 0),
        Case(
            arguments: ["plan"],
            redirections: ">/dev/full",
            code: 7,
            fragment: said + "No space left on device"
        ),
        Case(arguments: ["plan"], redirections: ">&-", code: 7, fragment: said + "Bad file"),
        Case(arguments: ["plan"], redirections: "</dev/null >&- 2>&-", code: 7),
        Case(arguments: ["plan", "--output-mode", "quiet"], redirections: ">&-", code: 0),
        Case(arguments: ["plan", "--output-mode", "json"], redirections: ">/dev/full", code: 7),
        Case(arguments: ["--help"], redirections: ">/dev/full", code: 7, fragment: said),
        Case(arguments: ["--version"], redirections: ">/dev/full", code: 7, fragment: said),
        Case(arguments: ["simulate"], redirections: ">/dev/full 2>/dev/full", code: 7),
        Case(arguments: ["plan", "nosuch.yaml"], redirections: ">/dev/full", code: 2),
        Case(
            arguments: ["plan", "nosuch.yaml", "--output-mode", "json"],
            redirections: ">/dev/full",
            code: 2
        ),
        Case(arguments: ["status", "nosuch"], redirections: ">/dev/full 2>/dev/full", code: 2),
    ]

    @Test(arguments: cases)
    func `a stream that does not work has its code`(test: Case) throws {
        let scratch = try Scratch()
        let process = try Program(
            momentum: test.arguments,
            in: scratch.url,
            launcher: Shell.with(test.redirections)
        )
        #expect(process.wait() == test.code, "\(process.standardError)")
        if !test.fragment.isEmpty {
            #expect(process.standardError.contains(test.fragment), "\(process.standardError)")
        }
    }

    private static let sweep = ["sweep", "-o", "run", "--epochs", "20"]
    private static let readers = [
        (["plan"], "head -n 1"), (["simulate", "--story", "--count", "20"], "head -n 1"),
        (sweep, "head -n 1"), (sweep, "true"), (sweep, "grep -m 1 momentum"),
    ]

    /// Also where SIGPIPE is ignored, as systemd does, so that a write tells of the reader's end.
    @Test(arguments: readers, ["", "trap '' PIPE; "])
    func `a reader that leaves first changes nothing`(
        command: (arguments: [String], reader: String),
        setup: String
    ) throws {
        let scratch = try Scratch()
        let line = Shell.piped(to: command.reader, code: "code")
        let process = try ChildProcess(
            [line[0], line[1], setup + line[2], Program.momentum] + command.arguments,
            streams: ChildStreams(output: try Descriptor(creating: "/dev/null")),
            folder: scratch.url.path
        )
        _ = process.wait()
        #expect(try waitUntil { try scratch.text("code") != "" })
        #expect(try scratch.text("code") == "0\n")
        guard command.arguments.first == "sweep" else { return }
        #expect(try scratch.text("run/report.html").contains("<svg"))
        #expect(try scratch.momentum("status", "run").process.standardOutput.hasPrefix("done"))
    }

    /// Its descriptors must not go to the store or the log, into which words would be written.
    @Test(
        arguments: [(">&-", 7), ("2>&-", 0), ("<&-", 0), ("<&- 2>&- >&-", 7)] as [(String, Int32)]
    )
    func `a closed stream spoils no store`(redirections: String, code: Int32) throws {
        let scratch = try Scratch()
        let flags = ["--epochs", "20", "--momentum", "0,0.5"]
        let process = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures"] + flags,
            in: scratch.url,
            launcher: Shell.with(redirections)
        )
        #expect(process.wait() == code)
        #expect(try scratch.report("run") == scratch.quietReport(flags))
        #expect(try scratch.momentum("status", "run").process.standardOutput.hasPrefix("done"))
    }

    /// A pager or a stopped terminal: the descriptor blocks, and its reader reads nothing.
    @Test func `a reader of standard error that reads nothing stops no training`() throws {
        let scratch = try Scratch()
        let fifo = scratch.path("errors")
        try #require(mkfifo(fifo, 0o600) == 0)
        // For reading too, so that writing never breaks; flags are each opening's own.
        let number = open(fifo, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        try #require(number >= 0)
        defer { close(number) }
        let filling = [UInt8](repeating: 0x2E, count: 1 << 16)
        while write(number, filling, filling.count) > 0 {}
        while write(number, filling, 1) > 0 {}
        let flags = ["--momentum", "0:0.9:8", "--seeds", "4", "--epochs", "300"]
        let process = try Program(
            momentum: ["sweep", "-o", "run", "--no-figures", "-v", "-v"] + flags,
            in: scratch.url,
            launcher: Shell.with("2> \(fifo)")
        )
        #expect(process.wait() == 0)
        #expect(try scratch.report("run") == scratch.quietReport(flags))
    }

    /// The system forgets how a child ended where its parent's parent ignored SIGCHLD.
    @Test func `children are waited for also where SIGCHLD was ignored`() throws {
        let scratch = try Scratch()
        let process = try Program(
            momentum: ["sweep", "-o", "run", "--epochs", "5"],
            in: scratch.url,
            launcher: ["/bin/bash", "-c", #"trap '' CHLD; exec "$0" "$@""#]
        )
        #expect(process.wait() == 0, "\(process.standardError)")
        #expect(FileManager.default.fileExists(atPath: scratch.path("run/report.html")))
    }

    @Test func `what a terminal would obey leaves as text, and as the same text in JSON`() throws {
        let scratch = try Scratch()
        let name = "over\u{202E}ride\u{1B}[2Jred"
        let (text, code) = try scratch.momentum("plan", name)
        #expect(code == 2)
        #expect(text.standardError.contains("over"))
        for scalar in ["\u{202E}", "\u{1B}"] as [Unicode.Scalar] {
            #expect(!text.standardError.unicodeScalars.contains(scalar))
        }
        let (json, _) = try scratch.momentum("plan", name, "--output-mode", "json")
        #expect(json.standardOutput.contains(#"over\u202eride\u001b[2Jred"#))
        let object = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
        #expect(((object as? [String: Any])?["error"] as? String)?.hasPrefix(name) == true)
    }
}
