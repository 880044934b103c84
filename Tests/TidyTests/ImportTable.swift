/// Which modules each target may import: the architecture as a table.
enum ImportTable {
    /// The allowed modules by target.
    static let modules: [String: Set<String>] = [
        "Digest": ["CSodium"],
        "ZeroMQ": ["CZeroMQ", "Glibc", "Synchronization"],
        "SQLite": ["CSQLite"],
        "Quoting": [],
        "TrainingModel": ["Digest"],
        "NeuralNet": ["CLaneVectors", "Glibc", "Quoting", "TrainingModel"],
        "NeuralNetBaseline": ["NeuralNet"],
        "NeuralNetX86V3": ["NeuralNet"],
        "NeuralNetX86V4": ["NeuralNet"],
        "NeuralNetRuntime": [
            "CProcessor", "NeuralNet", "NeuralNetBaseline", "NeuralNetX86V3", "NeuralNetX86V4",
            "TrainingModel",
        ],
        "SweepModel": ["Digest", "TrainingModel"],
        "SweepSpecReader": ["Quoting", "SweepModel", "Yams", "TrainingModel"],
        "SweepSystem": ["Glibc", "SweepModel", "TrainingModel"],
        "SweepWire": [
            "Digest", "FoundationEssentials", "Quoting", "SweepModel", "SwiftProtobuf",
            "TrainingModel",
        ],
        "SweepCore": [
            "DequeModule", "Digest", "OrderedCollections", "SweepModel", "TrainingModel",
        ],
        "SweepStore": [
            "Digest", "Glibc", "Quoting", "SQLite", "SweepModel", "TrainingModel",
        ],
        "SweepReport": [
            "Digest", "Foundation", "Glibc", "NeuralNet", "Quoting", "SweepModel", "SweepProcess",
            "TrainingModel",
        ],
        "SweepAccess": ["Foundation", "Glibc", "SweepModel", "ZeroMQ", "TrainingModel"],
        "SweepProcess": ["CSystemCalls", "Glibc", "Synchronization"],
        "SweepSpawn": [
            "Digest", "Foundation", "Glibc", "Logging", "Quoting", "SweepAccess", "SweepModel",
            "SweepProcess",
            "SweepSystem", "ZeroMQ", "TrainingModel",
        ],
        "SweepCoordinator": [
            "Foundation", "Glibc", "Logging", "SweepAccess", "SweepCore", "SweepModel",
            "SweepStore", "SweepSystem", "SweepWire",
            "ZeroMQ", "TrainingModel",
        ],
        "SweepWorker": [
            "DequeModule", "Digest", "Glibc", "Logging", "NeuralNet", "NeuralNetRuntime",
            "SweepCore", "SweepModel", "SweepSystem", "SweepWire", "ZeroMQ", "TrainingModel",
        ],
        "SweepSimulation": ["Digest", "SweepCore", "SweepModel", "SweepWire", "TrainingModel"],
        "momentum-bench": [
            "CProcessor", "Darwin", "Digest", "Foundation", "Glibc", "NeuralNet",
            "NeuralNetRuntime", "SweepAccess", "SweepCore", "SweepModel", "SweepProcess",
            "SweepStore", "SweepSystem",
            "SweepWire", "ZeroMQ", "TrainingModel",
        ],
        "momentum": [
            "ArgumentParser", "Digest", "Foundation", "Glibc", "Logging", "MomentumBench",
            "NeuralNet", "NeuralNetRuntime", "Quoting", "SweepAccess", "SweepCoordinator",
            "SweepCore",
            "SweepModel", "SweepProcess", "SweepReport", "SweepSimulation", "SweepSpawn",
            "SweepSpecReader", "SweepStore", "SweepSystem", "SweepWorker", "Synchronization",
            "ZeroMQ", "TrainingModel",
        ],
    ]

    /// Targets that never read a clock, a random source, a file, a socket or the environment.
    static let pureTargets: Set<String> = [
        "Digest", "NeuralNet", "Quoting", "SweepModel", "SweepSpecReader", "SweepWire",
        "SweepCore", "SweepSimulation", "TrainingModel",
    ]

    /// Where pure targets may use the C library's mathematics: what makes built-in data, which
    /// must have NumPy's bits and travels as bytes, and the reference trainer in Double.
    static let filesWithCMathematics: Set<String> = [
        "Sources/NeuralNet/Datasets/Dataset+Spiral.swift",
        "Sources/NeuralNet/Datasets/NormalGenerator.swift",
        "Sources/NeuralNet/Reference/SoftmaxCrossEntropy.swift",
    ]
}
