import Foundation
import SweepTesting
import Testing

/// Along which axis settings are compared, as the command line asks.
@Suite(.timeLimit(.minutes(2)))
struct ComparedAxisTests {
    /// The member `differences.axis` of the report, and its baseline.
    private func compared(_ scratch: Scratch) throws -> (axis: String?, baseline: Double?) {
        let object = try JSONSerialization.jsonObject(with: scratch.report("run"))
        let differences = (object as? [String: Any])?["differences"] as? [String: Any]
        return (differences?["axis"] as? String, differences?["baseline"] as? Double)
    }

    @Test func `a sweep and its later reports compare along the axis that is asked for`() throws {
        let scratch = try Scratch()
        let rate = ["--compare", "learning_rate"]
        let commands: [(arguments: [String], axis: String, baseline: Double)] = [
            (
                [
                    "sweep", "-o", "run", "--points", "20", "--epochs", "2", "--seeds", "3",
                    "--momentum", "0,0.9", "--learning-rate", "0.01,0.1",
                ] + rate, "learning_rate", 0.01
            ),
            (["report", "run"], "momentum", 0),
            (["report", "run", "--baseline", "0.1"] + rate, "learning_rate", 0.1),
        ]
        for command in commands {
            let process = try Program(
                momentum: command.arguments + ["--no-figures", "--output-mode", "quiet"],
                in: scratch.url
            )
            let code = process.wait()
            try #require(code == 0, "\(process.standardError)")
            #expect(try compared(scratch) == (command.axis, command.baseline))
        }
    }
}
