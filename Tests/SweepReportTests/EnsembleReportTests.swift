import Foundation
import NeuralNet
import NeuralNetRuntime
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// What a report says of the mean of several networks.
struct EnsembleReportTests {
    private static let split = SplitRule.shares(
        HeldOutShares(validation: 0.3, test: 0.2),
        SplitDraw()
    )

    private func sweep() throws -> ReportCase {
        try ReportCase(
            SweepAxes([.momentum: [0, 0.9], .layers: [[2, 9, 3], [2, 4, 4, 3]]]),
            seeds: .paired(SeedList(0..<6)),
            split: Self.split
        )
    }

    private func ensemble(_ sweep: ReportCase) throws -> [String: Any]? {
        try sweep.document()["ensemble"] as? [String: Any]
    }

    private func write(
        _ sweep: ReportCase,
        _ results: SyntheticResults? = nil,
        limit: Int = 32,
        record: TestRecord = TestRecord(),
        models: ModelSelection = .none
    ) throws -> ReportSummary {
        try sweep.builder(results, testRecord: record).write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, models: models, ensemble: limit)
        )
    }

    /// The probabilities of a run for samples, shape [samples][classes].
    private func probabilities(_ result: RunResult, _ dataset: Dataset) -> [[Double]] {
        let logits = InstructionSetName.best.logits(
            of: NetworkShape(layers: result.run.setting.layers),
            activation: result.run.setting.activation,
            parameters: [result.parameters],
            features: dataset.features
        )[0]
        return stride(from: 0, to: logits.count, by: 3).map {
            Softmax.probabilities(of: logits[$0..<$0 + 3])
        }
    }

    private func loss(_ members: [([[Double]], Int)], _ labels: [Int32]) -> Double {
        let total = Double(members.reduce(0) { $0 + $1.1 })
        let losses = labels.enumerated().map { sample, label in
            -log(members.reduce(0) { $0 + Double($1.1) * $1.0[sample][Int(label)] } / total)
        }
        return losses.reduce(0, +) / Double(labels.count)
    }

    @Test func `members are those of a greedy search by the whole probabilities`() throws {
        let sweep = try sweep()
        _ = try write(sweep)
        let held = try #require(sweep.table.dataset(.validation, fold: 0))
        let results = SyntheticResults(plan: sweep.plan)
        let all = (0..<sweep.plan.runCount).map {
            probabilities(results.result(sweep.plan.run(atPlace: $0)), held)
        }
        var chosen: [Int] = []
        var lowest = Double.infinity
        while chosen.count < 32 {
            let losses = all.indices.map { run in
                loss((chosen + [run]).map { (all[$0], 1) }, held.labels)
            }
            // Runs of one seed have equal networks under both momenta: the first one counts.
            let best = losses.indices.first { losses[$0] < (losses.min() ?? 0) + 1e-12 } ?? 0
            guard losses[best] < lowest * (1 - 1e-8) else { break }
            lowest = losses[best]
            chosen.append(best)
        }
        let ensemble = try #require(try ensemble(sweep))
        let members = try #require(ensemble["members"] as? [[String: Any]])
        var expected: [[Int]] = []
        for run in chosen where !expected.contains(where: { $0[0] == run }) {
            expected.append([run, chosen.count { $0 == run }])
        }
        #expect(
            members.map { [$0["run"] as? Int, $0["choices"] as? Int].compactMap(\.self) }
                == expected
        )
        let told = try #require(ensemble["loss"] as? Double)
        #expect(abs(told - lowest) < 1e-6 && chosen.count > 1)
        let single = try #require(ensemble["single_loss"] as? Double)
        #expect(told < single && ensemble["candidates"] as? Int == 24)
        #expect(ensemble["test"] is NSNull)
    }

    @Test func `0 has none, 1 is the best single run, and neither has a file`() throws {
        let sweep = try sweep()
        let file = sweep.folder.appending(path: "ensemble.onnx").path
        let summary = try write(sweep, models: .best)
        #expect(FileManager.default.fileExists(atPath: file))
        #expect(
            summary.findings.contains {
                $0.hasPrefix("An ensemble of ") && $0.contains("(`ensemble.onnx`; ")
            }
        )
        let alone = try write(sweep, limit: 1, models: .best)
        #expect(alone.findings.contains { $0.hasPrefix("No ensemble is better than the best ") })
        #expect(try ensemble(sweep)?["choices"] as? Int == 1)
        #expect(!FileManager.default.fileExists(atPath: file))
        let none = try write(sweep, limit: 0)
        #expect(try ensemble(sweep) == nil)
        #expect(!none.findings.contains { $0.contains("networks") })
        #expect(throws: ReportError.self) { try write(sweep, limit: 33) }
    }

    @Test func `runs that diverged, exploded, failed or have no parameters are no candidates`()
        throws
    {
        let sweep = try sweep()
        var results = SyntheticResults(plan: sweep.plan)
        results.outcome = { run in
            switch run.place {
            case 3: .diverged(epoch: 1)
            case 4: .failed(reason: "no memory")
            default: .finished
            }
        }
        results.excess = { $0.place == 5 ? 100 : 0 }
        _ = try write(sweep, results)
        #expect(try ensemble(sweep)?["candidates"] as? Int == 21)
        results.outcome = { $0.place == 3 ? nil : .finished }
        _ = try write(sweep, results)
        #expect(try ensemble(sweep) == nil)
        let without = SyntheticResults(plan: sweep.plan, hasParameters: false)
        _ = try write(sweep, without)
        #expect(try ensemble(sweep) == nil)
    }

    @Test func `the look has the members, and numbers as of the whole probabilities`() throws {
        let sweep = try sweep()
        let builder = sweep.builder()
        let look = try #require(
            try builder.testLook(options: ReportOptions(drawsFigures: false), revision: 1)
        )
        #expect(look.members.count > 1)
        let tested = try #require(try builder.testedEnsemble(of: look))
        let dataset = try #require(sweep.table.dataset(.test, fold: 0))
        let results = SyntheticResults(plan: sweep.plan)
        let members = look.members.map { member in
            (probabilities(results.result(sweep.plan.run(member.run)), dataset), member.count)
        }
        #expect(abs(tested.loss - loss(members, dataset.labels)) < 1e-12)
        #expect(abs(tested.singleLoss - loss([(members[0].0, 1)], dataset.labels)) < 1e-12)
        let right = dataset.labels.enumerated().count { sample, label in
            let sums = (0..<3).map { index in
                members.reduce(0) { $0 + Double($1.1) * $1.0[sample][index] }
            }
            return sums.firstIndex(of: sums.max() ?? 0) == Int(label)
        }
        #expect(tested.correctCount == right)
        let options = ReportOptions(drawsFigures: false, ensemble: 0)
        let without = try #require(try builder.testLook(options: options, revision: 1))
        #expect(try without.members.isEmpty && builder.testedEnsemble(of: without) == nil)
    }

    /// Whatever the samples say.
    @Test(arguments: [
        (0.5, "50 % less than that run (1.0000): the", false),
        (0.5, "50 % less than that run (1.0000).", true),
        (1.25, "25 % more than that run (1.0000): the gain does not hold there.", true),
    ])
    func `a look is told whether the gain holds or not`(
        factor: Double,
        words: String,
        isSaid: Bool
    ) throws {
        let sweep = try sweep()
        let look = try #require(
            try sweep.builder().testLook(options: ReportOptions(drawsFigures: false), revision: 1)
        )
        let tested = TestedEnsemble(
            singleLoss: 1,
            singleCorrectCount: 6,
            loss: factor,
            correctCount: 9
        )
        let record = TestRecord(looks: [look], ensembles: [look: tested])
        let summary = try write(sweep, record: record)
        #expect(summary.findings.contains { $0.contains(words) } == isSaid, "\(summary.findings)")
        let test = try #require(try ensemble(sweep)?["test"] as? [String: Any])
        #expect(test["factor"] as? Double == factor && test["accuracy"] as? Double == 0.75)
        // Another ensemble was not looked at.
        _ = try write(sweep, limit: 1, record: record)
        #expect(try ensemble(sweep)?["test"] is NSNull)
    }

    @Test(.requires(.python("onnxruntime", "onnx", "numpy")))
    func `ONNX Runtime averages the networks as the report does`() throws {
        let sweep = try sweep()
        _ = try write(sweep, models: .all)
        let script = """
            import json, sys
            import numpy as np, onnx, onnxruntime
            folder = sys.argv[1]
            report = json.load(open(f"{folder}/report.json"))
            x = np.random.default_rng(0).normal(size=(64, 2))
            def ask(name):
                onnx.checker.check_model(onnx.load(f"{folder}/{name}.onnx"))
                session = onnxruntime.InferenceSession(
                    f"{folder}/{name}.onnx", providers=["CPUExecutionProvider"])
                return session.run(["label", "probabilities"], {"features": x})
            members = report["ensemble"]["members"]
            total = sum(member["choices"] for member in members)
            mean = sum(member["choices"] / total * ask(f"models/run-{member['run']}")[1]
                       for member in members)
            label, probabilities = ask("ensemble")
            names = np.array(report["dataset"]["classes"])
            gaps = np.sort(mean, axis=1)
            sure = gaps[:, -1] - gaps[:, -2] > 1e-5
            print(np.abs(probabilities - mean).max() < 1e-5,
                  (label == names[mean.argmax(axis=1)])[sure].all(), len(members) > 1)
            """
        let outcome = try ExternalTool.python.run(["-c", script, sweep.folder.path])
        #expect(outcome.output == "True True True\n", "\(outcome.messages)")
    }
}
