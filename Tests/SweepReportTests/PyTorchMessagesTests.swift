import Foundation
import SweepModel
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// What the generated program says where something is missing or wrong.
struct PyTorchMessagesTests {
    private static let spec = SweepSpec(
        name: "messages",
        dataset: .spiral(SpiralSource(points: 20)),
        epochs: 2,
        shuffle: false,
        axes: SweepAxes([.momentum: [0, 0.9]]),
        seeds: .paired([3])
    )

    /// The program in the folder `scratch`.
    private func program(in scratch: Scratch) throws -> URL {
        let url = scratch.url.appending(path: "reproduce.py")
        try Data(PyTorchProgram(plan: SweepPlan(Self.spec), run: 0).text.utf8).write(to: url)
        return url
    }

    @Test(.requires(.python("json"))) func `the usage is printed without any package`() throws {
        let scratch = try Scratch()
        let program = try program(in: scratch)
        for flag in ["--help", "-h"] {
            let outcome = try ExternalTool.python.run([program.path, flag])
            #expect(outcome.status == 0 && outcome.messages.isEmpty)
            #expect(outcome.output.contains("usage: python3 reproduce.py [RUN]"))
        }
    }

    @Test(.requires(.python("json")), arguments: ["torch", "numpy"])
    func `a package that is missing is one line`(package: String) throws {
        let scratch = try Scratch()
        let program = try program(in: scratch)
        let without = """
            import runpy, sys
            sys.modules["\(package)"] = None
            sys.argv = [sys.argv[1]]
            runpy.run_path(sys.argv[0], run_name="__main__")
            """
        let outcome = try ExternalTool.python.run(["-c", without, program.path])
        #expect(outcome.status == 1)
        #expect(outcome.messages.split(separator: "\n").count == 1, "\(outcome.messages)")
        #expect(outcome.messages.hasSuffix("NumPy and PyTorch: pip install numpy torch\n"))
    }

    /// Writes a network without hidden units, for two columns.
    private static let model = """
        import json, struct, sys
        features = [{"name": "a"}, {"name": "b"}]
        preprocess = json.dumps({"features": features, "classes": ["x", "y"]})
        header = json.dumps({
            "__metadata__": {"preprocess": preprocess},
            "0.weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
            "0.bias": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]},
        }).encode()
        with open(sys.argv[1], "wb") as file:
            file.write(len(header).to_bytes(8, "little") + header)
            file.write(struct.pack("<6f", 1, 0, 0, 1, 0, 0))
        """

    /// A network with one hidden unit of an activation that the file names, if it names one.
    private static let hidden = """
        import json, struct, sys
        preprocess = json.dumps({"features": [{"name": "a"}], "classes": ["x", "y"]})
        texts = {"preprocess": preprocess, **dict(zip(["activation"], sys.argv[2:]))}
        header = json.dumps({
            "__metadata__": texts,
            "0.weight": {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]},
            "0.bias": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]},
            "2.weight": {"dtype": "F32", "shape": [2, 1], "data_offsets": [8, 16]},
            "2.bias": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]},
        }).encode()
        with open(sys.argv[1], "wb") as file:
            file.write(len(header).to_bytes(8, "little") + header)
            file.write(struct.pack("<6f", 1, 0, 1, 0, 0, 0))
        """

    @Test(.requires(.pyTorch)) func `a model's activation is its own, and an unknown one is said`()
        throws
    {
        let scratch = try Scratch()
        let program = try program(in: scratch)
        let model = scratch.url.appending(path: "model.safetensors").path
        func run(_ names: String...) throws -> ExternalTool.Outcome {
            try ExternalTool.python.perform(["-c", Self.hidden, model] + names)
            let arguments = [program.path, "predict", "-", model]
            return try ExternalTool.python.run(arguments, input: Data("a\n-1\n".utf8))
        }
        // 1/(1 + e⁰) and 1/(1 + e), since ReLU gives 0 and the identity −1.
        #expect(try run().output.contains("\nx,0.5,0.5\n"))
        #expect(try run("relu").output.contains("\nx,0.5,0.5\n"))
        #expect(try run("identity").output.contains("\ny,0.26894"))
        let outcome = try run("softplus")
        #expect(outcome.status == 1)
        #expect(
            outcome.messages
                == "\(model): unknown activation 'softplus'; known: relu, leaky_relu, elu, tanh, "
                + "sigmoid, silu, gelu, identity\n"
        )
    }

    @Test(.requires(.pyTorch)) func `a wrong cell is named with line and column`() throws {
        let scratch = try Scratch()
        let program = try program(in: scratch)
        let model = scratch.url.appending(path: "model.safetensors").path
        try ExternalTool.python.perform(["-c", Self.model, model])
        func run(_ table: String) throws -> ExternalTool.Outcome {
            let arguments = [program.path, "predict", "-", model]
            return try ExternalTool.python.run(arguments, input: Data(table.utf8))
        }
        let good = try run("b,a\n1,2\n")
        #expect(good.status == 0, "\(good.messages)")
        #expect(good.output.contains("\nx,0.7310"))
        let end = "expected a finite number in single precision\n"
        #expect(
            try run("b,a\n1,2\n\n,3\n").messages == "-, line 4, column 'b', value '': \(end)"
        )
        #expect(
            try run("b,a\n1,1e39\n").messages == "-, line 2, column 'a', value '1e39': \(end)"
        )
        #expect(
            try run("b,a\n1\n").messages == "-, line 2: 1 fields; expected 2, as in the header\n"
        )
    }

    @Test(.requires(.pyTorch)) func `a reader that stops early ends the program quietly`() throws {
        let scratch = try Scratch()
        let program = try program(in: scratch)
        let model = scratch.url.appending(path: "model.safetensors").path
        try ExternalTool.python.perform(["-c", Self.model, model])
        let table = scratch.url.appending(path: "table.csv")
        let rows = String(repeating: "1,2\n", count: 20_000)
        try Data(("a,b\n" + rows).utf8).write(to: table)
        let line = "\"$0\" \"$1\" predict \"$2\" \"$3\" | head -n 1"
        let outcome = try ExternalTool("sh").run([
            "-c", line, ExternalTool.python.path, program.path, table.path, model,
        ])
        #expect(outcome.output == "class,probability x,probability y\n")
        #expect(outcome.messages.isEmpty, "\(outcome.messages)")
    }
}
