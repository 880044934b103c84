/// Which modules each target may import: the architecture as a table.
enum ImportTable {
    /// The allowed modules by target.
    static let modules: [String: Set<String>] = [
        "Digest": ["CSodium"],
        "ZeroMQ": ["CZeroMQ", "Glibc", "Synchronization"],
        "Quoting": [],
        "NeuralNet": ["CLaneVectors", "Glibc", "Quoting"],
        "NeuralNetBaseline": ["NeuralNet"],
        "NeuralNetX86V3": ["NeuralNet"],
        "NeuralNetX86V4": ["NeuralNet"],
        "NeuralNetRuntime": [
            "CProcessor", "NeuralNet", "NeuralNetBaseline", "NeuralNetX86V3", "NeuralNetX86V4",
        ],
        "SweepModel": ["Digest"],
        "SweepSpecReader": ["Glibc", "Quoting", "SweepModel", "Yams"],
        "SweepSystem": ["Glibc", "SweepModel"],
        "SweepWire": ["Digest", "FoundationEssentials", "Quoting", "SweepModel", "SwiftProtobuf"],
        "SweepCore": ["DequeModule", "Digest", "OrderedCollections", "SweepModel"],
        "SweepStore": [
            "Digest", "Foundation", "GRDB", "GRDBSQLite", "Glibc", "Quoting", "SweepModel",
        ],
        "SweepReport": [
            "Digest", "Foundation", "Glibc", "NeuralNet", "Quoting", "SweepModel", "SweepProcess",
        ],
        "SweepAccess": ["Foundation", "Glibc", "SweepModel", "ZeroMQ"],
        "SweepProcess": ["CSystemCalls", "Glibc", "Synchronization"],
        "SweepSpawn": [
            "Digest", "Foundation", "Glibc", "Logging", "Quoting", "SweepAccess", "SweepModel",
            "SweepProcess",
            "SweepSystem", "ZeroMQ",
        ],
        "SweepCoordinator": [
            "Foundation", "Glibc", "Logging", "SweepAccess", "SweepCore", "SweepModel",
            "SweepStore", "SweepSystem", "SweepWire",
            "ZeroMQ",
        ],
        "SweepWorker": [
            "DequeModule", "Digest", "Glibc", "Logging", "NeuralNet", "NeuralNetRuntime",
            "SweepCore", "SweepModel", "SweepSystem", "SweepWire", "ZeroMQ",
        ],
        "SweepSimulation": ["Digest", "SweepCore", "SweepModel", "SweepWire"],
        "momentum-bench": [
            "CProcessor", "Darwin", "Digest", "Foundation", "Glibc", "NeuralNet",
            "NeuralNetRuntime", "SweepAccess", "SweepCore", "SweepModel", "SweepProcess",
            "SweepStore", "SweepSystem",
            "SweepWire", "ZeroMQ",
        ],
        "momentum": [
            "ArgumentParser", "Digest", "Foundation", "Glibc", "Logging", "MomentumBench",
            "NeuralNet", "NeuralNetRuntime", "Quoting", "SweepAccess", "SweepCoordinator",
            "SweepCore",
            "SweepModel", "SweepProcess", "SweepReport", "SweepSimulation", "SweepSpawn",
            "SweepSpecReader", "SweepStore", "SweepSystem", "SweepWorker", "Synchronization",
            "ZeroMQ",
        ],
    ]

    /// Targets that never read a clock, a random source, a file, a socket or the environment.
    static let pureTargets: Set<String> = [
        "Digest", "NeuralNet", "Quoting", "SweepModel", "SweepSpecReader", "SweepWire",
        "SweepCore", "SweepSimulation",
    ]
}
