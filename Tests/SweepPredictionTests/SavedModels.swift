import NeuralNet
import SweepPrediction
import TrainingModel

/// Small networks and their files.
enum SavedModels {
    /// A network of three columns, one of them constant and one not standardized, and two classes.
    static let small = SavedModel(
        layers: [3, 4, 2],
        activation: .gelu,
        parameters: parameters(of: [3, 4, 2]),
        preprocessing: preprocessing,
        facts: ["activation": "gelu"]
    )

    /// What stands before and after it.
    static let preprocessing = Preprocessing(
        features: [
            .init(
                name: "width",
                scaling: FeatureScaling(mean: 0.1, deviation: 1 / 3, isConstant: false)
            ),
            .init(
                name: "height, in \"cm\"",
                scaling: FeatureScaling(mean: -2.5e-300, deviation: 1, isConstant: true)
            ),
            .init(name: " depth", scaling: nil),
        ],
        classNames: ["-1", "größer\n"],
        labelName: "kind"
    )

    /// The weights and biases that a network starts with.
    static func parameters(of layers: [Int]) -> [Float] {
        var generator = MersenneTwister(seed: 7)
        return NetworkShape(layers: layers).initialParameters(drawnFrom: &generator)
    }

    /// The bytes of a file of a network.
    static func file(of model: SavedModel) -> [UInt8] {
        SafetensorsFile.bytes(
            layers: model.shape.layers,
            parameters: model.parameters,
            metadata: model.facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
                + [(Preprocessing.metadataKey, model.preprocessing.json)]
        )
    }

    /// A file with this header.
    static func file(header: String, data: [UInt8] = []) -> [UInt8] {
        LittleEndian.bytes(of: UInt64(header.utf8.count)) + Array(header.utf8) + data
    }
}
