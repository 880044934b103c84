import SweepPrediction
import SweepTesting
import Testing
import TrainingModel

/// Model files, our own and those of strangers.
struct SafetensorsTests {
    @Test(arguments: [[1, 2], [3, 4, 2], [2, 50, 7, 3]])
    func `a file gives back the network and its texts`(layers: [Int]) throws {
        let parameters = SavedModels.parameters(of: layers)
        let bytes = SafetensorsFile.bytes(
            layers: layers,
            parameters: parameters,
            metadata: [("run", "7"), ("a\u{0}\"", "\u{1F600}")]
        )
        let content = try SafetensorsContent(bytes)
        #expect(content.layers == layers)
        #expect(content.parameters.map(\.bitPattern) == parameters.map(\.bitPattern))
        #expect(content.metadata == ["run": "7", "a\u{0}\"": "\u{1F600}"])
    }

    @Test func `a model file gives back all that the network needs`() throws {
        let model = SavedModels.small
        let read = try SavedModel(safetensors: SavedModels.file(of: model), file: "model")
        #expect(read == model)
    }

    /// A file with these texts beside what it needs.
    private func read(_ texts: [(String, String)]) throws -> SavedModel {
        let model = SavedModels.small
        let bytes = SafetensorsFile.bytes(
            layers: model.shape.layers,
            parameters: model.parameters,
            metadata: texts + [(Preprocessing.metadataKey, model.preprocessing.json)]
        )
        return try SavedModel(safetensors: bytes, file: "model")
    }

    @Test func `a file names the activation, or is older than the choice and has ReLUs`() throws {
        for activation in Activation.allCases {
            #expect(try read([("activation", activation.rawValue)]).activation == activation)
        }
        #expect(try read([("run", "7")]).activation == .relu)
    }

    @Test(arguments: ["softplus", "", "ReLU", "relu\n"])
    func `a file with another activation is refused with those that there are`(
        name: String
    ) throws {
        #expect {
            try read([("activation", name)])
        } throws: { error in
            let message = (error as? PredictionError)?.message ?? ""
            return message.hasPrefix("model: its text activation is \"")
                && message.contains("relu, leaky_relu, elu, tanh, sigmoid, silu, gelu or identity")
        }
    }

    private static let weight = """
        "0.weight": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]}
        """
    private static let bias = """
        "0.bias": {"dtype": "F32", "shape": [2], "data_offsets": [8, 16]}
        """

    @Test(arguments: [
        ("", "too few"),
        ("[1]", "cannot be read"),
        ("{\(weight)}", "1 tensors"),
        ("{\(bias)}", "no tensor 0.weight"),
        ("{\(weight), \(bias), \"x\": 3}", "cannot be read"),
        (
            "{\(weight), \(bias), \"1.bias\": {\"dtype\": \"F32\", \"shape\": [], "
                + "\"data_offsets\": [0, 0]}}", "3 tensors"
        ),
        ("{\(weight), \(bias), \"__metadata__\": {\"a\": 1}}", "cannot be read"),
        ("{\(weight.replacing("F32", with: "F16")), \(bias)}", "type \"F16\""),
        ("{\(weight.replacing("[2, 1]", with: "[2]")), \(bias)}", "shape [2]"),
        ("{\(weight.replacing("[2, 1]", with: "[0, 1]")), \(bias)}", "shape [0, 1]"),
        ("{\(weight.replacing("[2, 1]", with: "[-2, -1]")), \(bias)}", "shape [-2, -1]"),
        ("{\(weight.replacing("[2, 1]", with: "[65537, 1]")), \(bias)}", "1 to 65536 units"),
        ("{\(weight.replacing("[2, 1]", with: "[2, 9223372036854775807]")), \(bias)}", "units"),
        ("{\(weight.replacing("[2, 1]", with: "[2, 9223372036854775808]")), \(bias)}", "read"),
        ("{\(weight.replacing("[0, 8]", with: "[8, 16]")), \(bias)}", "overlap"),
        ("{\(weight.replacing("[0, 8]", with: "[-8, 0]")), \(bias)}", "at bytes [-8, 0]"),
        ("{\(weight.replacing("[0, 8]", with: "[8, 0]")), \(bias)}", "at bytes [8, 0]"),
        ("{\(weight.replacing("[0, 8]", with: "[0, 9223372036854775807]")), \(bias)}", "at bytes"),
        ("{\(weight.replacing("[0, 8]", with: "[0]")), \(bias)}", "at bytes [0]"),
        ("{\(weight), \(bias.replacing("[8, 16]", with: "[12, 20]"))}", "at bytes [12, 20]"),
        (String(repeating: "[", count: 100_000), "cannot be read"),
    ])
    func `a file that is no network is refused`(header: String, reason: String) {
        let bytes =
            header.isEmpty
            ? [1, 2, 3] : SavedModels.file(header: header, data: [UInt8](repeating: 0, count: 16))
        #expect {
            try SafetensorsContent(bytes)
        } throws: { error in
            (error as? PredictionError)?.message.contains(reason) == true
        }
    }

    @Test func `a header that is longer than the file or the limit is refused`() {
        for length in [17, UInt64(Int.max), .max, 100_000_001] {
            let bytes = LittleEndian.bytes(of: length) + [UInt8](repeating: 32, count: 16)
            #expect(throws: PredictionError.self) { try SafetensorsContent(bytes) }
        }
    }

    @Test func `bytes behind the tensors and numbers that are not finite are refused`() throws {
        let header = "{\(Self.weight), \(Self.bias)}"
        func read(_ data: [UInt8]) throws {
            _ = try SafetensorsContent(SavedModels.file(header: header, data: data))
        }
        try read([UInt8](repeating: 0, count: 16))
        for data in [
            [UInt8](repeating: 0, count: 17), [UInt8](repeating: 0xFF, count: 16),
            [0, 0, 0x80, 0x7F] + [UInt8](repeating: 0, count: 12),
        ] {
            #expect(throws: PredictionError.self) { try read(data) }
        }
    }

    /// What is read of a mutated file either is a network that can be used, or an error: it never
    /// ends the process.
    @Test(arguments: 0..<10)
    func `no mutation of a file ends the process`(seed: UInt64) {
        let original = SavedModels.file(of: SavedModels.small)
        let pieces = [
            "9", "1e999", "\\ud800", "{", "[[[[", "null", ": -1, ", "\"mean\": 1e400, ",
            "\"shape\": [9223372036854775807, 2]", "\"data_offsets\": [0, 0]", "tanh", "relu",
        ]
        var generator = SplitMix64(seed: seed)
        var readCount = 0
        for _ in 0..<1_000 {
            let bytes = generator.damage(original, with: pieces.map { Array($0.utf8) })
            do {
                let model = try SavedModel(safetensors: bytes, file: "model")
                readCount += 1
                #expect(model.parameters.count == model.shape.parameterCount)
            } catch {
                #expect(error is PredictionError)
            }
        }
        #expect((1..<1_000).contains(readCount))
    }
}
