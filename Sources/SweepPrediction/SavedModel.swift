internal import NeuralNet
internal import Quoting
package import TrainingModel

/// A trained network with all that it needs to be used: what a model file holds.
package struct SavedModel: Hashable, Sendable {
    /// The name, without its extension, of the file of the network that a sweep came to.
    package static let fileName = "model"

    /// What comes before the fold in the names of such files where the samples are in folds.
    package static let foldFilePrefix = "model-fold-"

    /// The widths.
    package let shape: NetworkShape

    /// What its hidden units make of their sums.
    package let activation: Activation

    /// The weights and biases in PyTorch's flat order, shape [P]; all finite.
    package let parameters: [Float]

    /// What stands before and after the network.
    package let preprocessing: Preprocessing

    /// Texts about the training: the run, its hyper-parameters and its seed.
    package let facts: [String: String]

    /// Puts a model together.
    ///
    /// - Parameters:
    ///   - layers: The network's widths.
    ///   - activation: What its hidden units make of their sums.
    ///   - parameters: The weights and biases in flat order.
    ///   - preprocessing: What stands before and after the network.
    ///   - facts: Texts about the training.
    /// - Precondition: They fit each other.
    package init(
        layers: [Int],
        activation: Activation,
        parameters: [Float],
        preprocessing: Preprocessing,
        facts: [String: String] = [:]
    ) {
        shape = NetworkShape(layers: layers)
        precondition(
            parameters.count == shape.parameterCount
                && preprocessing.features.count == shape.inputCount
                && preprocessing.classNames.count == shape.classCount,
            "\(parameters.count) parameters, \(preprocessing.features.count) features and "
                + "\(preprocessing.classNames.count) classes are not those of layers \(layers)"
        )
        self.activation = activation
        self.parameters = parameters
        self.preprocessing = preprocessing
        self.facts = facts
    }

    /// Reads a safetensors file, which may come from a stranger.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: Its name, for errors.
    /// - Throws: ``PredictionError`` naming the file and what is wrong with it.
    package init(safetensors bytes: [UInt8], file: String) throws {
        do {
            try self.init(SafetensorsContent(bytes))
        } catch let error as PredictionError {
            throw PredictionError(error.code, "\(file): \(error.message)")
        }
    }

    private init(_ content: SafetensorsContent) throws {
        guard let text = content.metadata[Preprocessing.metadataKey] else {
            throw PredictionError(
                .model,
                "its metadata have no text \(Preprocessing.metadataKey), so the names of its "
                    + "columns are not known; `momentum report` of this version writes it"
            )
        }
        let preprocessing = try Preprocessing(json: text)
        let layers = content.layers
        guard preprocessing.features.count == layers[0],
            preprocessing.classNames.count == layers[layers.count - 1]
        else {
            throw PredictionError(
                .model,
                "its text \(Preprocessing.metadataKey) has \(preprocessing.features.count) "
                    + "features and \(preprocessing.classNames.count) classes, its network has "
                    + "layers \(layers)"
            )
        }
        let activation = try Self.activation(content.metadata)
        var setting = Setting(batch: 1, layers: layers)
        setting.activation = activation
        let bytes = PackMemory.bytes(
            configuration: TrainingConfiguration(
                PackShape(setting),
                epochs: 0,
                shuffle: false
            ),
            runCount: 1
        )
        guard bytes <= PackMemory.limitBytes else {
            throw PredictionError(
                .model,
                "its network with layers \(layers) needs \(bytes) bytes of memory; at most "
                    + "\(PackMemory.limitBytes) are used"
            )
        }
        self.init(
            layers: layers,
            activation: activation,
            parameters: content.parameters,
            preprocessing: preprocessing,
            facts: content.metadata.filter { $0.key != Preprocessing.metadataKey }
        )
    }

    /// The activation that the texts of a file name; files that are older than the choice name
    /// none, and are of networks with ReLUs.
    private static func activation(_ texts: [String: String]) throws -> Activation {
        guard let name = texts[Axis.activation.name] else { return .relu }
        guard let activation = Activation(rawValue: name) else {
            throw PredictionError(
                .model,
                "its text \(Axis.activation.name) is \(VisibleText.quoted(name)), which this "
                    + "version does not know; allowed is \(Axis.activation.allowed)"
            )
        }
        return activation
    }
}
