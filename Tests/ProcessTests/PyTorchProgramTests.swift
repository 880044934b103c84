import Foundation
import SweepTesting
import Testing

/// The exported program against the curves of real sweeps, for each thing that can be trained.
@Suite(.timeLimit(.minutes(30)))
struct PyTorchProgramTests {
    private static let features: [[String]] = [
        ["--activation", "leaky_relu,elu,tanh,sigmoid,silu,gelu,identity"],
        ["--init", "pytorch,xavier_uniform,kaiming_uniform", "--clip-norm", "0,0.2"],
        ["--optimizer", "sgd,adam,adamw,rmsprop"],
        ["--optimizer", "adam", "--beta2", "0.9,0.99", "--epsilon", "1e-6"],
        ["--momentum", "0.9", "--schedule", "one_cycle(0.8)"],
        ["--schedule", "cosine(to=0)+warmup(2)"],
        ["--schedule", "step(2,0.3)"],
        ["--class-weight", "none,balanced", "--label-smoothing", "0,0.1"],
    ]

    /// Compares each number that the program prints of a run with that of `epochs.csv`.
    private static let check = """
        import contextlib, csv, io, runpy, sys
        run = sys.argv[1]
        program = run + "/pytorch/reproduce.py"
        ours = {}
        for row in csv.DictReader(open(run + "/epochs.csv")):
            ours.setdefault(row["run"], []).append(row)
        for place, rows in ours.items():
            sys.argv = [program, place]
            with contextlib.redirect_stdout(io.StringIO()) as output:
                runpy.run_path(program, run_name="__main__")
            theirs = list(csv.DictReader(output.getvalue().splitlines()))
            assert len(theirs) == len(rows) > 0, (place, len(theirs))
            for a, b in zip(theirs, rows):
                for name in a:
                    assert abs(float(a[name]) - float(b[name])) < 1e-4, (place, name, a, b)
        print(len(ours))
        """

    @Test(.requires(.pyTorch), arguments: features)
    func `the program repeats a sweep with`(flags: [String]) throws {
        let scratch = try Scratch()
        let sweep = try Program(
            momentum: [
                "sweep", "--points", "40", "--hidden", "8", "--epochs", "5", "--seeds", "1",
                "--no-figures", "-o", "run",
            ] + flags,
            in: scratch.url
        )
        let code = sweep.wait()
        try #require(code == 0, "\(sweep.standardError)")
        let (report, end) = try scratch.momentum("report", "run", "--export", "pytorch")
        try #require(end == 0, "\(report.standardError)")
        let path = scratch.url.appending(path: "run").path
        let outcome = try ExternalTool.python.run(["-c", Self.check, path])
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect((Int(outcome.output.dropLast()) ?? 0) > 0)
    }
}
