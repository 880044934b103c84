import Foundation
import SweepTesting
import Testing

/// Wrong input gets a clear message and an exit code, and starts nothing.
@Suite(.timeLimit(.minutes(2)))
struct RefusalTests {
    /// A command line that is refused.
    struct Refusal: CustomTestStringConvertible {
        let arguments: [String]
        let code: Int32
        let fragment: String
        var environment: [String: String] = [:]

        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let refusals = [
        Refusal(arguments: ["sweep", "--epochs", "-5"], code: 2, fragment: "-5 is not allowed"),
        Refusal(arguments: ["sweep", "--momentum", "1.5"], code: 2, fragment: "from 0 to below 1"),
        Refusal(arguments: ["sweep", "--layers", "3,5,3"], code: 2, fragment: "[2, 5, 3] would"),
        Refusal(
            arguments: [
                "sweep", "--layers", "2,3000,3000,3", "--batch", "100000", "--seeds", "16",
            ],
            code: 2,
            fragment: "in at most 4294967296 bytes"
        ),
        Refusal(
            arguments: ["sweep", "none.yaml"],
            code: 2,
            fragment: "none.yaml: there is no such"
        ),
        Refusal(arguments: ["sweep", "--bogus"], code: 2, fragment: "--bogus"),
        Refusal(
            arguments: ["swep", "--epochs", "3"],
            code: 2,
            fragment: "momentum: swep: is not a command; did you mean sweep?"
        ),
        Refusal(arguments: ["xyzzy"], code: 2, fragment: "the commands are sweep, coordinator, "),
        Refusal(
            arguments: ["sweep", "--lr", "0.1"],
            code: 2,
            fragment: "Unknown option '--lr'. Did you mean '--learning-rate'?"
        ),
        Refusal(
            arguments: ["plan", "--momentun", "0.1"],
            code: 2,
            fragment: "Unknown option '--momentun'. Did you mean '--momentum'?"
        ),
        Refusal(
            arguments: ["plan", "--folds", "5", "--test", "0.1"],
            code: 2,
            fragment: "--test: split.test: does not go with split.folds (--folds)"
        ),
        Refusal(
            arguments: ["sweep", "--compare", "learning_rat"],
            code: 2,
            fragment: "did you mean learning_rate?"
        ),
        Refusal(arguments: ["sweep", "key.yaml"], code: 2, fragment: "key.yaml:2: "),
        Refusal(arguments: ["sweep", "-o", "full"], code: 5, fragment: "full: is not empty"),
        Refusal(arguments: ["sweep", "--workers", "0"], code: 2, fragment: "1 to 1024"),
        Refusal(
            arguments: ["sweep", "--lease", "1e300"],
            code: 2,
            fragment: "'1e300' is invalid for '--lease <lease>': allowed is a duration such as 300s"
        ),
        Refusal(
            arguments: ["coordinator", "--heartbeat", "1e300s"],
            code: 2,
            fragment: "at most 3660d"
        ),
        Refusal(
            arguments: ["coordinator", "--bind", "foo"],
            code: 2,
            fragment: "--bind foo: allowed are tcp://HOST:PORT"
        ),
        Refusal(
            arguments: ["worker", "--connect", "foo", "--insecure"],
            code: 2,
            fragment: "--connect foo: allowed are tcp://HOST:PORT"
        ),
        Refusal(
            arguments: [
                "worker", "--connect", "tcp://nosuch.invalid:1", "--insecure",
                "--connect-timeout", "1s",
            ],
            code: 3,
            fragment: "the host is unknown"
        ),
        Refusal(
            arguments: ["coordinator", "--bind", "tcp://nosuch.invalid:1"],
            code: 3,
            fragment: "the host is unknown"
        ),
        Refusal(arguments: ["sweep", "full"], code: 2, fragment: "full: is a folder, and a spec"),
        Refusal(
            arguments: ["sweep", "-o", "open/below"],
            code: 5,
            fragment: "open/below: cannot be made: mkdir: Not a directory"
        ),
        Refusal(arguments: ["worker"], code: 2, fragment: "--access FILE"),
        Refusal(arguments: ["worker", "--access", "none"], code: 2, fragment: "No such file"),
        Refusal(arguments: ["worker", "--access", "open"], code: 2, fragment: "chmod 600"),
        Refusal(arguments: ["report", "full"], code: 2, fragment: "no sweep.yaml"),
        Refusal(
            arguments: ["sweep", "--baseline", "0.3"],
            code: 2,
            fragment: "the sweep has 0, 0.1, 0.2, 0.4 and 0.5"
        ),
        Refusal(arguments: ["sweep", "--target", "90"], code: 2, fragment: "did you mean 0.9?"),
        Refusal(
            arguments: ["report", "--no-figures", "--figures", "png"],
            code: 2,
            fragment: "--no-figures and --figures png are mutually exclusive"
        ),
        Refusal(arguments: ["report", "--export", "csv"], code: 2, fragment: "'mlflow'"),
        Refusal(
            arguments: ["sweep"],
            code: 2,
            fragment: "baseline, x86-64-v3, x86-64-v4",
            environment: ["MOMENTUM_ISA": "sse9"]
        ),
        Refusal(
            arguments: ["sweep"],
            code: 2,
            fragment: "MOMENTUM_EPOCHS",
            environment: ["MOMENTUM_EPOCHS": "0"]
        ),
    ]

    @Test(arguments: refusals)
    func `bad input is refused by name`(refusal: Refusal) throws {
        let scratch = try Scratch()
        try Data("name: x\nmomentums: [1]\n".utf8).write(
            to: scratch.url.appending(path: "key.yaml")
        )
        let full = scratch.url.appending(path: "full")
        try FileManager.default.createDirectory(at: full, withIntermediateDirectories: false)
        try Data("kept".utf8).write(to: full.appending(path: "file"))
        let open = scratch.url.appending(path: "open")
        try Data("{}".utf8).write(to: open)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: open.path)
        let process = try Program(
            momentum: refusal.arguments,
            in: scratch.url,
            environment: refusal.environment
        )
        #expect(process.wait() == refusal.code)
        #expect(process.standardError.contains(refusal.fragment), "\(process.standardError)")
        let runs = scratch.url.appending(path: "runs").path
        #expect(!FileManager.default.fileExists(atPath: runs))
    }

    @Test func `a name with a line feed begins no line of its own`() throws {
        let scratch = try Scratch()
        let forged = "x\nmomentum: forged"
        try Data("x,k\n1,a\ny,b\n".utf8).write(to: scratch.url.appending(path: forged))
        let commands = [
            ["plan", "--name", forged], ["plan", forged + ".yaml"],
            ["plan", "--csv", forged, "--label", "k"],
            ["plan", "--csv", forged, "--label", forged],
            ["status", forged], ["worker", "--access", forged], ["spawn", forged],
        ]
        for command in commands {
            let process = try Program(momentum: command, in: scratch.url)
            _ = process.wait()
            let lines = (process.standardOutput + process.standardError).split(separator: "\n")
            #expect(!lines.contains { $0.hasPrefix("momentum: forged") }, "\(command) \(lines)")
            #expect(!lines.isEmpty)
        }
    }

    @Test func `an error in JSON mode is one object`() throws {
        let scratch = try Scratch()
        let (process, code) = try scratch.momentum("plan", "--epochs", "0", "--output-mode", "json")
        #expect(code == 2)
        let object = try JSONSerialization.jsonObject(with: Data(process.standardOutput.utf8))
        let members = try #require(object as? [String: Any])
        #expect(members["exit_code"] as? Int == 2)
        #expect((members["error"] as? String)?.contains("training.epochs") == true)
    }

    @Test func `a taken port and a directory in use are told apart`() throws {
        let scratch = try Scratch()
        let first = try Program(
            momentum: ["coordinator", "--bind", "tcp://127.0.0.1:0", "-o", "one"],
            in: scratch.url
        )
        let access = scratch.url.appending(path: "one/access.json")
        #expect(waitUntil { FileManager.default.fileExists(atPath: access.path) })
        let text = try String(contentsOf: access, encoding: .utf8)
        let endpoint = try #require(text.firstMatch(of: /tcp:\/\/127\.0\.0\.1:\d+/)).output
        let second = try scratch.momentum("coordinator", "--bind", String(endpoint), "-o", "two")
        #expect(second.code == 3, "\(second.process.standardError)")
        #expect(second.process.standardError.contains(endpoint))
        let third = try scratch.momentum("coordinator", "--resume", "one")
        #expect(third.code == 5, "\(third.process.standardError)")
        #expect(third.process.standardError.contains("process \(first.id)"))
        first.send(SIGTERM)
        #expect(first.wait() == 143)
        let changed = try scratch.momentum("coordinator", "--resume", "one", "--epochs", "7")
        #expect(changed.code == 5)
        #expect(changed.process.standardError.contains("+ training.epochs: 7"))
    }

    /// The store tells what was trained; a file that was edited since must not speak for it.
    @Test func `a spec that was changed in the run directory is refused with the difference`()
        throws
    {
        let scratch = try Scratch()
        let first = try scratch.momentum("sweep", "-o", "run", "--epochs", "3", "--no-figures")
        #expect(first.code == 0, "\(first.process.standardError)")
        let file = scratch.url.appending(path: "run/sweep.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacing("epochs: 3\n", with: "epochs: 30\n")
        try Data(changed.utf8).write(to: file)
        for arguments in [
            ["coordinator", "--resume", "run"], ["report", "run"], ["retry", "run"],
        ] {
            let process = try Program(momentum: arguments, in: scratch.url)
            #expect(process.wait() == 5)
            #expect(process.standardError.contains("- training.epochs: 3\n+ training.epochs: 30"))
        }
        let same = changed.replacing("epochs: 30\n", with: "epochs: 3\n# A remark\n")
        try Data(same.utf8).write(to: file)
        #expect(try scratch.momentum("report", "run", "--no-figures").code == 0)
    }

    @Test func `without gnuplot the data are written and the package is named`() throws {
        let scratch = try Scratch()
        let (process, code) = try scratch.momentum(
            "sweep",
            "-o",
            "run",
            "--epochs",
            "3",
            environment: ["PATH": "/nowhere"]
        )
        #expect(code == 0, "\(process.standardError)")
        #expect(process.standardOutput.contains("gnuplot-nox"))
        let figures = scratch.url.appending(path: "run/figures").path
        let files = try FileManager.default.contentsOfDirectory(atPath: figures)
        #expect(files.contains { $0.hasSuffix(".gp") })
        #expect(files.contains { $0.hasSuffix(".tsv") })
    }

    @Test func `a sweep whose runs all diverge is done`() throws {
        let scratch = try Scratch()
        let (process, code) = try scratch.momentum(
            "sweep",
            "-o",
            "run",
            "--learning-rate",
            "1e6",
            "--weight-decay",
            "1",
            "--momentum",
            "0.9,0.99",
            "--layers",
            "2,50,50,50,3",
            "--epochs",
            "3",
            "--no-figures"
        )
        #expect(code == 0, "\(process.standardError)")
        let object = try JSONSerialization.jsonObject(with: try scratch.report("run"))
        #expect(JSONSerialization.isValidJSONObject(object))
        #expect(process.standardOutput.contains("diverged"))
    }
}
