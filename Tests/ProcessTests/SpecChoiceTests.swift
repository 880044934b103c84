import Foundation
import SweepTesting
import Testing

/// Which sweep a command line names, and what is said of it before it is trained.
@Suite(.timeLimit(.minutes(3)))
struct SpecChoiceTests {
    /// The lines that `arguments` print.
    private func lines(_ arguments: [String], in scratch: Scratch) throws -> [Substring] {
        let process = try Program(momentum: arguments, in: scratch.url)
        let code = process.wait()
        try #require(code == 0, "\(process.standardError)")
        return process.standardOutput.split(separator: "\n")
    }

    /// Arguments, the start of the first line, and a part of another one.
    private static let choices: [(arguments: [String], first: String, other: String)] = [
        ([], "Spec: notebook, built in", "notebook: 5 runs = 5 settings × 1 seed, 100 epochs"),
        (["--epochs", "1"], "Spec: spiral, built in", "spiral: 50 runs = 5 settings × 10 seeds"),
        (
            ["notebook", "--momentum", "0.9"], "Spec: notebook, built in",
            "notebook: 1 run = 1 setting × 1 seed, 100 epochs of 1500 samples"
        ),
        (["spiral"], "Spec: spiral, built in", "spiral: 50 runs"),
        (["small.yaml"], "Spec: small.yaml.", "small: 20 runs = 2 settings × 10 seeds"),
        (["./notebook"], "Spec: ./notebook.", "notebook: 3 runs"),
        (
            ["--csv", "wine.csv", "--label", "k"],
            "Spec: the sound defaults; changed by --csv, --label.",
            "wine: 50 runs"
        ),
        (
            ["--csv", "wine.csv", "--label", "k"], "Spec: the sound defaults",
            "held out to compare settings: 32 samples train, 8 validate"
        ),
        (["notebook"], "Spec: notebook", "The file notebook is not read; ./notebook would be."),
        (["small.yaml"], "Spec: small.yaml", "Note: The spec names no version"),
        (["notebook"], "Spec: notebook", "Note: No samples are held out"),
        (
            ["spiral", "--nesterov", "false,true"], "Spec: spiral",
            "Note: 1 of 10 combinations is not trained again"
        ),
        (
            ["--optimizer", "sgd,adam"], "Spec: spiral",
            "  sgd: momentum 0, 0.1, 0.2, 0.4, 0.5; learning_rate 0.1"
        ),
        (
            ["--optimizer", "sgd,adam"], "Spec: spiral",
            "  adam: momentum 0.9; learning_rate 0.001"
        ),
        (
            ["--optimizer", "sgd,adam", "--nesterov", "false,true", "--momentum", "0.9"],
            "Spec: spiral",
            "Note: 1 of 4 combinations is not trained again, since adam has no nesterov."
        ),
        (
            ["--schedule", "cosine+warmup(5)"], "Spec: spiral",
            "schedule=cosine(to=0)+warmup(5)"
        ),
        (["spiral", "--batch", "1201"], "Spec: spiral", "Note: Batch 1201 is more than the 1200"),
    ]

    @Test(arguments: choices)
    func `the first lines say what is planned`(
        arguments: [String],
        first: String,
        other: String
    ) throws {
        let scratch = try Scratch()
        _ = try scratch.write("sweep: {momentum: [0, 0.5]}\n", to: "small.yaml")
        _ = try scratch.write(
            "version: 2\nsweep: {momentum: 0}\nseeds: 3\n",
            to: "notebook"
        )
        let rows = (0..<40).map { "\($0 % 7),\($0 % 2 == 0 ? "a" : "b")\n" }
        _ = try scratch.write("x,k\n" + rows.joined(), to: "wine.csv")
        let lines = try lines(["plan"] + arguments, in: scratch)
        #expect(lines.first?.hasPrefix(first) == true, "\(lines)")
        #expect(lines.contains { $0.contains(other) }, "\(lines)")
    }

    @Test func `a sweep says the same before it trains, and names its folder by its name`() throws {
        let scratch = try Scratch()
        let arguments = ["--points", "20", "--epochs", "1", "--seeds", "1", "--name", "my sweep *"]
        let first = try lines(["plan"] + arguments, in: scratch).first
        let output = try lines(["sweep", "--no-figures"] + arguments, in: scratch)
        #expect(output.first == first)
        let folders = try FileManager.default.contentsOfDirectory(atPath: scratch.path("runs"))
        #expect(folders.contains { $0.hasPrefix("my-sweep-2") })
    }

    @Test func `a sweep is resumed by what is given, and nothing else is compared`() throws {
        let scratch = try Scratch()
        let small = ["--points", "20", "--epochs", "2", "--seeds", "3", "--momentum", "0,0.5"]
        _ = try lines(["sweep", "-o", "run", "--no-figures"] + small, in: scratch)
        let resume = ["sweep", "--resume", "run", "--no-figures"]
        _ = try scratch.write("version: 2\nseeds: 3\n", to: "part.yaml")
        for given in [[], ["--seeds", "3"], ["part.yaml"], ["part.yaml", "--hidden", "50"]] {
            let output = try lines(resume + given, in: scratch)
            #expect(output.first == "Spec: that of run.")
        }
        let process = try Program(momentum: resume + ["--seeds", "10"], in: scratch.url)
        #expect(process.wait() == 5)
        let differences = process.standardError.split(separator: "\n").dropFirst()
        #expect(differences == ["- seeds: 3", "+ seeds: 10"])
    }
}
