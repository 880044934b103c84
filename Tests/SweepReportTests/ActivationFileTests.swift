import Foundation
import SweepModel
import SweepPrediction
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// Model files of networks with each activation.
struct ActivationFileTests {
    private static let axes = SweepAxes([
        .layers: [[2, 7, 5, 3]], .activation: Activation.allCases.map { .word($0.rawValue) },
    ])

    private func write(_ sweep: ReportCase) throws {
        _ = try sweep.builder().write(
            to: sweep.folder,
            options: ReportOptions(drawsFigures: false, models: .all)
        )
    }

    /// The operators of each file between the first and the last layer, and the logits for samples
    /// that reach far into both tails.
    private static let script = """
        import json, sys
        import numpy as np, onnx, onnxruntime
        x = np.array(json.load(sys.stdin))
        answers = []
        for run in range(int(sys.argv[2])):
            path = f"{sys.argv[1]}/models/run-{run}.onnx"
            model = onnx.load(path)
            onnx.checker.check_model(model, full_check=True)
            outputs = [name for node in model.graph.node for name in node.output]
            assert len(outputs) == len(set(outputs))
            session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
            logits = session.run(["logits"], {"features": x})[0]
            operators = [n.op_type for n in model.graph.node]
            gemms = [i for i, o in enumerate(operators) if o == "Gemm"]
            answers.append({"operators": operators[gemms[0] + 1:gemms[1]],
                            "logits": logits.astype(float).ravel().tolist()})
        json.dump(answers, sys.stdout)
        """

    private struct Answer: Decodable {
        let operators: [String]
        let logits: [Double]
    }

    private static let operators: [Activation: [String]] = [
        .relu: ["Relu"], .leakyRelu: ["LeakyRelu"], .elu: ["Elu"], .tanh: ["Tanh"],
        .sigmoid: ["Sigmoid"], .silu: ["Sigmoid", "Mul"],
        .gelu: ["Div", "Erf", "Add", "Mul", "Mul"], .identity: [],
    ]

    @Test(.requires(.python("numpy", "onnxruntime", "onnx")))
    func `each activation has its nodes, and ONNX Runtime says what the kernels say`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired([4]), epochs: 2)
        try write(sweep)
        var generator = SplitMix64(seed: 1)
        let rows = (0..<64).map { index in
            (0..<2).map { _ in
                Double.random(in: -1...1, using: &generator) * (index < 48 ? 3 : 300)
            }
        }
        let outcome = try ExternalTool.python.run(
            ["-c", Self.script, sweep.folder.path, "\(sweep.plan.runCount)"],
            input: Data(JSONEncoder().encode(rows))
        )
        try #require(outcome.status == 0, "\(outcome.messages)")
        let answers = try JSONDecoder().decode([Answer].self, from: outcome.bytes)
        #expect(answers.count == Activation.allCases.count)
        for (place, answer) in answers.enumerated() {
            let activation = sweep.plan.run(atPlace: place).setting.activation
            #expect(answer.operators == Self.operators[activation])
            let file = sweep.folder.appending(path: "models/run-\(place).safetensors")
            let model = try SavedModel(
                safetensors: [UInt8](try Data(contentsOf: file)),
                file: file.lastPathComponent
            )
            #expect(model.activation == activation)
            #expect(model.facts["optimizer"] == "sgd" && model.facts["beta2"] == nil)
            var predictor = Predictor(model)
            let logits = predictor.predict(try block(rows, model.preprocessing)).flatMap(\.logits)
            let largest = logits.map { abs($0) }.max() ?? 0
            for (ours, theirs) in zip(logits, answer.logits) {
                #expect(abs(Double(ours) - theirs) <= 1e-6 * Double(max(1, largest)))
            }
        }
    }

    private func block(
        _ rows: [[Double]],
        _ preprocessing: Preprocessing
    ) throws -> FeatureTable.Block {
        let names = preprocessing.features.map(\.name).joined(separator: ",") + "\n"
        let lines = rows.map { $0.map { "\($0)" }.joined(separator: ",") + "\n" }
        var pieces = [Array((names + lines.joined()).utf8)]
        var table = try FeatureTable(
            file: "new.csv",
            preprocessing: preprocessing,
            nextPiece: { pieces.popLast() ?? [] }
        )
        return try #require(try table.next())
    }

    /// Members of different activations: the probabilities are those of the members' own files.
    @Test(.requires(.python("numpy", "onnxruntime", "onnx")))
    func `an ensemble of networks with different activations is their mean`() throws {
        let scratch = try Scratch()
        let preprocessing = Preprocessing(
            features: [.init(name: "x", scaling: nil), .init(name: "y", scaling: nil)],
            classNames: ["a", "b", "c"],
            labelName: "class"
        )
        let layers = [2, 7, 5, 3]
        let members = Activation.allCases.enumerated().map { index, activation in
            var generator = MersenneTwister(seed: UInt64(index))
            return ONNXFile.Member(
                layers: layers,
                activation: activation,
                parameters: NetworkShape(layers: layers).initialParameters(
                    drawnFrom: &generator
                ),
                weight: index + 1
            )
        }
        func write(_ name: String, _ members: [ONNXFile.Member]) throws {
            let bytes = ONNXFile.bytes(members, preprocessing: preprocessing, metadata: [])
            try Data(bytes).write(to: scratch.url.appending(path: "\(name).onnx"))
        }
        try write("ensemble", members)
        for (index, member) in members.enumerated() { try write("\(index)", [member]) }
        let script = """
            import sys
            import numpy as np, onnx, onnxruntime
            x = np.random.default_rng(0).normal(size=(64, 2))
            def ask(name):
                path = f"{sys.argv[1]}/{name}.onnx"
                model = onnx.load(path)
                onnx.checker.check_model(model, full_check=True)
                names = [o for node in model.graph.node for o in node.output]
                names += [t.name for t in model.graph.initializer]
                assert len(names) == len(set(names))
                session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
                return session.run(["probabilities"], {"features": x})[0].astype(float)
            weights = np.arange(int(sys.argv[2])) + 1
            mean = sum(w * ask(i) for i, w in enumerate(weights)) / weights.sum()
            print(np.abs(ask("ensemble") - mean).max() < 1e-6)
            """
        let outcome = try ExternalTool.python.run(
            ["-c", script, scratch.url.path, "\(members.count)"]
        )
        #expect(outcome.output == "True\n", "\(outcome.messages)")
    }
}
