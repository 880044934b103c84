import Foundation
import SweepTesting
import Testing

/// The second signal ends a process at once, whatever it does.
@Suite(.serialized, .timeLimit(.minutes(3)))  // Serialized: each test keeps all cores busy.
struct SecondSignalTests {
    /// One slot trains an epoch for minutes.
    private static let longEpoch = [
        "--layers", "2,2000,2000,3", "--points", "100000", "--momentum", "0.5", "--seeds", "1",
        "--epochs", "3",
    ]

    @Test func `a worker within a long epoch ends at the second signal`() throws {
        let coordinator = try LiveCoordinator(Self.longEpoch)
        let worker = try Program(
            momentum: ["worker", "--access", coordinator.accessFile, "--slots", "1", "-v"],
            in: coordinator.scratch.url
        )
        #expect(isTraining(worker.id, worker))
        worker.send(SIGTERM)
        #expect(waitUntil { worker.standardError.contains("stopping") })
        worker.insist(on: SIGTERM)
        #expect(worker.wait() == 143, "\(worker.standardError)")
        coordinator.process.send(SIGTERM)
        #expect(coordinator.process.wait() == 143)
    }

    @Test func `a sweep within a long epoch ends at the second signal, and so do its workers`()
        throws
    {
        let scratch = try Scratch()
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "-n", "1", "--no-figures", "-v"] + Self.longEpoch,
            in: scratch.url
        )
        #expect(try waitUntil { try !Children.ids(of: sweep.id).isEmpty })
        let worker = try #require(Children.ids(of: sweep.id).first)
        #expect(isTraining(worker, sweep))
        sweep.send(SIGINT)
        #expect(waitUntil { sweep.standardError.contains("stopping; the sweep") })
        sweep.insist(on: SIGINT)
        #expect(sweep.wait() == 130, "\(sweep.standardError)")
        #expect(waitUntil(within: .seconds(4)) { !Children.isRunning(worker) })
    }

    /// What is trained shall be seen: the first signal waits for the report, as during training.
    @Test func `the first signal lets the report of a sweep that is done be drawn`() throws {
        let scratch = try Scratch()
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "-n", "1", "--epochs", "3"],
            in: scratch.url,
            environment: try scratch.environment(
                withGnuplot: "touch \(scratch.path("drawing"))\nexec /usr/bin/gnuplot \"$@\""
            )
        )
        #expect(waitUntil { FileManager.default.fileExists(atPath: scratch.path("drawing")) })
        sweep.send(SIGINT)
        #expect(sweep.wait() == 130, "\(sweep.standardError)")
        #expect(FileManager.default.fileExists(atPath: scratch.path("run/report.html")))
        let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.path("run"))
        #expect(!files.contains { $0.hasSuffix(".part") || $0.hasSuffix(".out") })
    }

    @Test func `the second signal ends the drawing of a sweep that is done`() throws {
        let scratch = try Scratch()
        let gnuplot = try EndlessGnuplot(in: scratch)
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "-n", "1", "--epochs", "3"],
            in: scratch.url,
            environment: gnuplot.environment
        )
        #expect(waitUntil { gnuplot.isDrawing })
        sweep.insist(on: SIGINT)
        #expect(sweep.wait() == 130, "\(sweep.standardError)")
        #expect(try scratch.momentum("status", "run").process.standardOutput.hasPrefix("done"))
        #expect(waitUntil { !gnuplot.isDrawing })
    }

    @Test func `the second signal ends the drawing of a sweep that was stopped`() throws {
        let scratch = try Scratch()
        let gnuplot = try EndlessGnuplot(in: scratch)
        let sweep = try Program(
            momentum: ["sweep", "-o", "run", "-n", "1", "--seeds", "64", "--epochs", "5000"],
            in: scratch.url,
            environment: gnuplot.environment
        )
        #expect(try waitUntil { try scratch.storedEpochs() > 0 })
        sweep.send(SIGTERM)
        #expect(waitUntil { gnuplot.isDrawing })
        sweep.send(SIGHUP)
        sweep.send(SIGXCPU)
        #expect(sweep.isRunning)
        sweep.insist(on: SIGINT)
        #expect(sweep.wait() == 130, "\(sweep.standardError)")
        #expect(waitUntil { !gnuplot.isDrawing })
    }

    /// Whether process `id` has used a second of processor time: far more than its start needs.
    private func isTraining(_ id: pid_t, _ process: Program) -> Bool {
        waitUntil { Children.processorSeconds(of: id) > 2 || !process.isRunning }
    }
}

extension Scratch {
    /// Puts a script of sh in the place of gnuplot.
    ///
    /// - Returns: What lets it be found.
    fileprivate func environment(withGnuplot script: String) throws -> [String: String] {
        let folder = url.appending(path: "bin")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let program = folder.appending(path: "gnuplot")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: program)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: program.path
        )
        return ["PATH": "\(folder.path):/usr/bin:/bin"]
    }
}

/// A program in the place of gnuplot that never ends by itself.
private final class EndlessGnuplot {
    private let scratch: Scratch

    /// What lets it be found.
    let environment: [String: String]

    /// Makes the program.
    init(in scratch: Scratch) throws {
        self.scratch = scratch
        environment = try scratch.environment(
            withGnuplot: "echo $$ >> \(scratch.path("drawing"))\nexec sleep 1000"
        )
    }

    /// Ends what runs.
    deinit {
        for id in ids { kill(id, SIGKILL) }
    }

    /// Whether it was started and has not ended.
    var isDrawing: Bool { ids.contains(where: Children.isRunning) }

    private var ids: [pid_t] {
        let data = FileManager.default.contents(atPath: scratch.path("drawing")) ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { pid_t($0) }
    }
}
