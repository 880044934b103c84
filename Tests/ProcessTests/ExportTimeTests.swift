import Foundation
import SweepTesting
import Testing

/// The times in exports, from the run directory of a sweep that was really trained.
@Suite(.timeLimit(.minutes(3)))
struct ExportTimeTests {
    private func sweep(_ scratch: Scratch) throws {
        let (process, code) = try scratch.momentum(
            "sweep",
            "--momentum",
            "0.9",
            "--points",
            "20",
            "--epochs",
            "4",
            "--seeds",
            "2",
            "--output",
            "run",
            "--no-figures"
        )
        try #require(code == 0, "\(process.standardError)")
    }

    private func export(_ scratch: Scratch) throws -> (process: Program, code: Int32) {
        try scratch.momentum("report", "run", "--no-figures", "--export", "mlflow")
    }

    /// The lines `name: milliseconds` of all runs of MLflow's store.
    private func times(_ name: String, in scratch: Scratch) throws -> [Int] {
        let store = scratch.path("run/mlruns")
        return try FileManager.default.subpathsOfDirectory(atPath: store)
            .filter { $0.hasSuffix("/meta.yaml") }
            .flatMap { try scratch.text("run/mlruns/\($0)").split(separator: "\n") }
            .filter { $0.hasPrefix("\(name): ") }
            .compactMap { Int($0.dropFirst(name.count + 2)) }
    }

    /// Also without `timing.json`, as in a sweep that goes on, and of a copy with younger dates.
    @Test func `an export carries the time of its sweep`() throws {
        let scratch = try Scratch()
        let start = Int(Date.now.timeIntervalSince1970 * 1000)
        try sweep(scratch)
        let end = Int(Date.now.timeIntervalSince1970 * 1000)
        let manager = FileManager.default
        func expectTimes() throws {
            let (process, code) = try export(scratch)
            #expect(code == 0, "\(process.standardError)")
            let starts = try times("start_time", in: scratch)
            let ends = try times("end_time", in: scratch)
            // Two runs and their setting; timing.json tells whole seconds.
            #expect(starts.count == 3)
            #expect(ends.count == 3)
            #expect(starts.allSatisfy { (start - 1000...end).contains($0) })
            #expect(ends.allSatisfy { (start - 1000...end).contains($0) })
            #expect(zip(starts, ends).allSatisfy { $0 <= $1 })
        }
        try expectTimes()
        let spec = scratch.path("run/sweep.yaml")
        let dates = try manager.attributesOfItem(atPath: spec)
        let later = Date.now.addingTimeInterval(1000)
        try manager.setAttributes([.modificationDate: later], ofItemAtPath: spec)
        try expectTimes()
        let date = try #require(dates[.modificationDate] as? Date)
        try manager.setAttributes([.modificationDate: date], ofItemAtPath: spec)
        try manager.removeItem(atPath: scratch.path("run/timing.json"))
        try expectTimes()
    }

    @Test(arguments: ["", "{}", #"{"finished_at": "yesterday", "seconds": 1}"#])
    func `an export says what its times should be`(timing: String) throws {
        let scratch = try Scratch()
        try sweep(scratch)
        try Data(timing.utf8).write(to: scratch.url.appending(path: "run/timing.json"))
        let (process, code) = try export(scratch)
        #expect(code == 5)
        #expect(process.standardError.contains("timing.json: cannot be read; expected finished_at"))
    }
}
