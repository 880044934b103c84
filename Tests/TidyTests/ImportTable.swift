/// Which modules each target may import: the architecture as a table.
enum ImportTable {
    /// The allowed modules by target.
    static let modules: [String: Set<String>] = [
        "Digest": ["CSodium"],
        "HostSystem": ["CSystemCalls", "Glibc", "Synchronization"],
        "ZeroMQ": ["CZeroMQ", "Glibc", "HostSystem", "Synchronization"],
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
        "SweepWire": [
            "Digest", "FoundationEssentials", "Quoting", "SweepModel", "SwiftProtobuf",
            "TrainingModel",
        ],
        "SweepCore": [
            "DequeModule", "Digest", "OrderedCollections", "SweepModel", "SweepWire",
            "TrainingModel",
        ],
        "SweepStore": [
            "Digest", "Foundation", "GRDB", "GRDBSQLite", "Glibc", "Quoting", "SweepModel",
            "TrainingModel",
        ],
        "SweepReport": [
            "Digest", "Foundation", "Glibc", "HostSystem", "NeuralNet", "Quoting", "SweepModel",
            "TrainingModel",
        ],
        "SweepAccess": [
            "Foundation", "Glibc", "HostSystem", "SweepModel", "TrainingModel", "ZeroMQ",
        ],
        "SweepSpawn": [
            "Digest", "Foundation", "Glibc", "HostSystem", "Logging", "Quoting", "SweepAccess",
            "SweepModel", "TrainingModel", "ZeroMQ",
        ],
        "SweepCoordinator": [
            "Foundation", "Glibc", "HostSystem", "Logging", "SweepAccess", "SweepCore",
            "SweepModel", "SweepStore", "SweepWire", "TrainingModel", "ZeroMQ",
        ],
        "SweepWorker": [
            "DequeModule", "Digest", "Glibc", "HostSystem", "Logging", "NeuralNet",
            "NeuralNetRuntime", "SweepAccess", "SweepCore", "SweepModel", "SweepWire",
            "TrainingModel", "ZeroMQ",
        ],
        "SweepSimulation": ["Digest", "SweepCore", "SweepModel", "SweepWire", "TrainingModel"],
        "momentum-bench": [
            "CProcessor", "Darwin", "DequeModule", "Digest", "Foundation", "Glibc", "HostSystem",
            "NeuralNet", "NeuralNetRuntime", "SweepAccess", "SweepCore", "SweepModel",
            "SweepStore", "SweepWire", "TrainingModel", "ZeroMQ",
        ],
        "momentum": [
            "ArgumentParser", "Digest", "Foundation", "Glibc", "HostSystem", "Logging",
            "MomentumBench", "NeuralNet", "NeuralNetRuntime", "Quoting", "SweepAccess",
            "SweepCoordinator", "SweepCore", "SweepModel", "SweepReport", "SweepSimulation",
            "SweepSpawn", "SweepSpecReader", "SweepStore", "SweepWorker", "Synchronization",
            "TrainingModel", "ZeroMQ",
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
