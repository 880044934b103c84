import Foundation
import SweepTesting
import Testing
import TrainingModel

/// What a row of a table adds, from the spec to the files, by real processes.
@Suite(.timeLimit(.minutes(3)))
struct TableTests {
    @Test func `an axis and a metric of the tables go through the whole product`() throws {
        let scratch = try Scratch()
        let (process, code) = try scratch.momentum(
            "sweep",
            "--momentum",
            "0.9",
            "--label-smoothing",
            "0,0.2",
            "--metrics",
            "parameter_norm",
            "--seeds",
            "3",
            "--epochs",
            "5",
            "--output",
            "run"
        )
        try #require(code == 0, "\(process.standardError)")
        let folder = scratch.url.appending(path: "run")
        let spec = try String(contentsOf: folder.appending(path: "sweep.yaml"), encoding: .utf8)
        #expect(spec.contains("metrics: [parameter_norm]"))
        #expect(spec.contains("label_smoothing: [0, 0.2]"))
        let table = try String(contentsOf: folder.appending(path: "epochs.csv"), encoding: .utf8)
        let rows = table.split(separator: "\r\n").map { $0.split(separator: ",") }
        let smoothing = try #require(rows[0].firstIndex(of: "label_smoothing"))
        let norm = try #require(rows[0].firstIndex(of: "parameter_norm"))
        #expect(rows.count == 1 + 2 * 3 * 5)
        #expect(Set(rows.dropFirst().map { $0[smoothing] }) == ["0.0", "0.2"])
        #expect(rows.dropFirst().allSatisfy { (Float($0[norm]) ?? 0) > 1 })
        let page = try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8)
        #expect(page.contains("Parameter norm"))
        #expect(page.contains("label smoothing"))
    }

    /// The flags are a list of their own, which the compiler wants; here it meets the table.
    @Test func `every axis has a flag`() throws {
        let scratch = try Scratch()
        let (process, _) = try scratch.momentum("plan", "--help")
        for axis in Axis.all {
            let flag = "--" + axis.name.map { $0 == "_" ? "-" : String($0) }.joined()
            #expect(process.standardOutput.contains(flag), "\(flag)")
        }
    }
}
