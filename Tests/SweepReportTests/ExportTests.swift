import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// Each export, opened by the tool that it is for.
struct ExportTests {
    private static let axes = SweepAxes([.momentum: [0, 0.9], .layers: [[2, 7, 5, 3]]])

    private func python(_ script: String, _ folder: URL) throws -> String {
        let outcome = try ExternalTool.python.run(
            ["-c", script, folder.path],
            environment: ["MLFLOW_ALLOW_FILE_STORE": "true", "TF_CPP_MIN_LOG_LEVEL": "3"]
        )
        #expect(outcome.status == 0, "\(outcome.messages)")
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(.requires(.python("tensorboard")))
    func `TensorBoard reads every number and hyper-parameter back`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired([4]), epochs: 5)
        let results = SyntheticResults(plan: sweep.plan) {
            $0.place == 1 ? .diverged(epoch: 3) : .finished
        }
        let folder = try sweep.builder(results).export(.tensorboard, to: sweep.folder)
        let script = """
            import sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            from tensorboard.plugins.hparams import plugin_data_pb2
            for run in range(2):
                events = EventAccumulator(f"{sys.argv[1]}/run-{run}")
                events.Reload()
                print(*[f"{e.step}:{e.value!r}" for e in events.Scalars("loss")])
                tags = events.summary_metadata
                start = plugin_data_pb2.HParamsPluginData.FromString(
                    tags["_hparams_/session_start_info"].plugin_data.content).session_start_info
                end = plugin_data_pb2.HParamsPluginData.FromString(
                    tags["_hparams_/session_end_info"].plugin_data.content).session_end_info
                p = start.hparams
                print(p["momentum"].number_value, p["layers"].string_value,
                      p["nesterov"].bool_value, p["seed"].number_value, end.status)
            """
        let lines = try python(script, folder).components(separatedBy: "\n")
        let curves = (0..<2).map { results.result(sweep.plan.run(atPlace: $0)).curve[.loss] }
        let expected = curves.map { curve in
            curve.enumerated().filter(\.element.isFinite)
                .map { "\($0.offset):\(Double($0.element))" }.joined(separator: " ")
        }
        #expect(
            lines == [
                expected[0], "0.0 2-7-5-3 False 4.0 1", expected[1], "0.9 2-7-5-3 False 4.0 1",
            ]
        )
    }

    @Test(.requires(.python("mlflow")))
    func `MLflow's client reads runs, parameters and curves back`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired([4]), epochs: 3)
        let folder = try sweep.builder().export(.mlflow, to: sweep.folder)
        let script = """
            import sys
            from mlflow.tracking import MlflowClient
            client = MlflowClient(tracking_uri="file://" + sys.argv[1])
            experiment = [e for e in client.search_experiments() if e.name == "case"][0]
            runs = client.search_runs([experiment.experiment_id])
            for run in sorted(runs, key=lambda r: r.info.run_name):
                history = client.get_metric_history(run.info.run_id, "accuracy")
                print(run.info.run_name, run.info.status, run.data.params["momentum"],
                      run.data.tags["outcome"],
                      *[f"{m.step}:{m.value}" for m in sorted(history, key=lambda m: m.step)])
            """
        let lines = try python(script, folder).components(separatedBy: "\n")
        let results = SyntheticResults(plan: sweep.plan)
        for (index, momentum) in ["0.0", "0.9"].enumerated() {
            let curve = results.result(sweep.plan.run(atPlace: index)).curve[.accuracy]
            let numbers = curve.enumerated().map { "\($0.offset):\($0.element)" }
            #expect(
                lines[index] == "run-\(index) FINISHED \(momentum) finished "
                    + numbers.joined(separator: " ")
            )
        }
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
                logits, = session.run(["logits"], {"features": x})
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

    @Test func `by default the best run of each momentum is kept as a model`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]), seeds: .paired([4, 5, 6]))
        _ = try sweep.builder().write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false)
        )
        let results = SyntheticResults(plan: sweep.plan)
        let best = (0..<2).compactMap { setting in
            (3 * setting..<3 * setting + 3).min { a, b in
                let losses = [a, b].map {
                    results.result(sweep.plan.run(atPlace: $0)).curve[.loss].last ?? 0
                }
                return losses[0] < losses[1]
            }
        }
        let models = sweep.folder.appending(path: "models").path
        let names = try FileManager.default.contentsOfDirectory(atPath: models).sorted()
        #expect(names == best.flatMap { ["run-\($0).onnx", "run-\($0).safetensors"] })
    }

    private static let schema = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../protocols/report.schema.json")

    /// With MOMENTUM_BLESS=1 in the environment it is written anew.
    @Test func `the published schema says what the tables say`() throws {
        let text = try ReportSchema.text()
        if ProcessInfo.processInfo.environment["MOMENTUM_BLESS"] == "1" {
            try Data(text.utf8).write(to: Self.schema)
        }
        let isCurrent = try String(contentsOf: Self.schema, encoding: .utf8) == text
        #expect(isCurrent)
    }

    @Test(.requires(.python("jsonschema")))
    func `the document follows its published schema`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        let results = SyntheticResults(plan: sweep.plan) { run in
            switch run.place % 4 {
            case 0: .failed(reason: "no memory")
            case 1: .diverged(epoch: 2)
            case 2: nil
            default: .finished
            }
        }
        _ = try sweep.writeData(results)
        let script = """
            import json, sys
            import jsonschema
            with open(sys.argv[1] + "/report.json") as file:
                document = json.load(file)
            with open(\"\(Self.schema.path)\") as file:
                jsonschema.validate(document, json.load(file))
            print(len(document["settings"]))
            """
        #expect(try python(script, sweep.folder) == "2")
    }

    /// The check value of the CRC catalogue for CRC-32C, and a masked one by TensorFlow's rule.
    @Test func `the check of TFRecords is CRC-32C`() {
        let check = CyclicRedundancyCheck()
        #expect(check.checksum("123456789".utf8) == 0xE306_9283)
        #expect(check.masked("123456789".utf8) == 0xC78A_B0E5)
    }
}
