import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// The trained networks of a report, and which there are.
struct ModelFolderTests {
    private static let axes = SweepAxes([.momentum: [0, 0.9], .layers: [[2, 7, 5, 3]]])

    private func python(_ script: String, _ folder: URL) throws -> String {
        let outcome = try ExternalTool.python.run(["-c", script, folder.path])
        #expect(outcome.status == 0, "\(outcome.messages)")
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(
        .requires(.python("safetensors", "numpy", "onnxruntime", "onnx"))
    )
    func `models have equal bits in safetensors and equal answers in ONNX Runtime`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired([4, 5]), epochs: 2)
        _ = try sweep.builder().write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, models: .all)
        )
        let script = """
            import sys
            import numpy as np, onnx, onnxruntime
            from safetensors.numpy import load_file
            x = np.random.default_rng(0).normal(size=(64, 2)).astype(np.float32)
            for run in range(4):
                tensors = load_file(f"{sys.argv[1]}/run-{run}.safetensors")
                names = sorted(tensors, key=lambda n: (int(n.split(".")[0]), n.endswith("bias")))
                flat = np.concatenate([tensors[n].ravel() for n in names])
                a = x
                for layer in (0, 2, 4):
                    a = a @ tensors[f"{layer}.weight"].T + tensors[f"{layer}.bias"]
                    a = np.maximum(a, 0) if layer < 4 else a
                onnx.checker.check_model(onnx.load(f"{sys.argv[1]}/run-{run}.onnx"))
                session = onnxruntime.InferenceSession(
                    f"{sys.argv[1]}/run-{run}.onnx", providers=["CPUExecutionProvider"])
                logits, = session.run(["logits"], {"features": x.astype(np.float64)})
                print(flat.tobytes().hex(), np.abs(logits - a).max() < 1e-5)
            """
        let lines = try python(script, sweep.folder.appending(path: "models"))
            .components(separatedBy: "\n")
        let results = SyntheticResults(plan: sweep.plan)
        for index in 0..<4 {
            let parameters = results.result(sweep.plan.run(atPlace: index)).parameters
            let bytes = parameters.flatMap { value in
                (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
            }
            let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(lines[index] == "\(digits) True")
        }
    }

    /// The places of the runs with the lowest final loss among three seeds.
    private func best(_ results: SyntheticResults) -> [Int] {
        (0..<results.plan.settings.count).compactMap { setting in
            let finished = (3 * setting..<3 * setting + 3).filter {
                results.outcome(results.plan.run(atPlace: $0)) == .finished
            }
            return finished.min { first, second in
                let losses = [first, second].map {
                    results.result(results.plan.run(atPlace: $0)).curve[.loss].last ?? 0
                }
                return losses[0] < losses[1]
            }
        }
    }

    private func write(
        _ sweep: ReportCase,
        _ results: SyntheticResults,
        models: ModelSelection = .best
    ) throws -> [String] {
        _ = try sweep.builder(results).write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, models: models)
        )
        let folder = sweep.folder.appending(path: "models").path
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    private func files(_ places: [Int]) -> [String] {
        places.flatMap { ["run-\($0).onnx", "run-\($0).safetensors"] }.sorted()
    }

    @Test func `the best run of each setting is kept, and models chosen before are removed`() throws
    {
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.9], .learningRate: [0.1, 0.2, 0.3]]),
            seeds: .paired([4, 5, 6])
        )
        let results = SyntheticResults(plan: sweep.plan)
        let first = best(results)
        #expect(first.count == 6)
        #expect(try write(sweep, results) == files(first))
        // What a person keeps there is not ours.
        let others = ["notes.txt", "run-01.onnx", "run-7.pt", "run-x.onnx"]
        for name in others {
            try Data().write(to: sweep.folder.appending(path: "models/\(name)"))
        }
        let worse = SyntheticResults(
            plan: sweep.plan,
            outcome: { $0.place == 17 ? .failed(reason: "no memory") : .finished },
            excess: { $0.place == first[0] ? 1 : 0 }
        )
        let second = best(worse)
        #expect(second[0] != first[0])
        #expect(try write(sweep, worse) == (files(second) + others).sorted())
        let all = Array(0..<18).filter { $0 != 17 }
        #expect(try write(sweep, worse, models: .all) == (files(all) + others).sorted())
        #expect(try write(sweep, worse, models: .none) == others)
    }

    @Test func `models are neither written nor removed through a link`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired([4, 5, 6]))
        let other = try Scratch()
        try Data().write(to: other.url.appending(path: "run-1.onnx"))
        try FileManager.default.createDirectory(at: sweep.folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: sweep.folder.appending(path: "models"),
            withDestinationURL: other.url
        )
        #expect(throws: ReportError.self) {
            try write(sweep, SyntheticResults(plan: sweep.plan))
        }
        _ = try write(sweep, SyntheticResults(plan: sweep.plan), models: .none)
        #expect(try FileManager.default.contentsOfDirectory(atPath: other.path()) == ["run-1.onnx"])
    }
}
