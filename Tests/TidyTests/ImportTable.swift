/// Which modules each target may import: the architecture as a table.
enum ImportTable {
    /// The allowed modules by target.
    static let modules: [String: Set<String>] = [
        "ZeroMQ": ["CZeroMQ", "Glibc", "Synchronization"],
        "Quoting": [],
        "NeuralNet": ["CLaneVectors", "Glibc", "Quoting"],
        "NeuralNetBaseline": ["NeuralNet"],
        "NeuralNetX86V3": ["NeuralNet"],
        "NeuralNetX86V4": ["NeuralNet"],
        "NeuralNetRuntime": [
            "CProcessor", "NeuralNet", "NeuralNetBaseline", "NeuralNetX86V3", "NeuralNetX86V4",
        ],
        "SweepModel": [],
        "SweepSpecReader": ["Glibc", "Quoting", "SweepModel", "Yams"],
        "SweepSystem": ["Crypto", "Glibc", "SweepModel"],
        "SweepWire": ["FoundationEssentials", "Quoting", "SweepModel", "SwiftProtobuf"],
        "SweepCore": ["DequeModule", "OrderedCollections", "SweepModel"],
        "SweepStore": ["Foundation", "GRDB", "GRDBSQLite", "Glibc", "Quoting", "SweepModel"],
        "SweepReport": [
            "Crypto", "Foundation", "Glibc", "NeuralNet", "Quoting", "SweepModel", "SweepProcess",
        ],
        "SweepAccess": ["Foundation", "Glibc", "SweepModel", "ZeroMQ"],
        "SweepProcess": ["CSystemCalls", "Glibc", "Synchronization"],
        "SweepSpawn": [
            "Foundation", "Glibc", "Logging", "Quoting", "SweepAccess", "SweepModel",
            "SweepProcess",
            "SweepSystem", "ZeroMQ",
        ],
        "SweepCoordinator": [
            "Foundation", "Glibc", "Logging", "SweepAccess", "SweepCore", "SweepModel",
            "SweepStore", "SweepSystem", "SweepWire",
            "ZeroMQ",
        ],
        "SweepWorker": [
            "DequeModule", "Glibc", "Logging", "NeuralNet", "NeuralNetRuntime", "SweepCore",
            "SweepModel", "SweepSystem", "SweepWire", "ZeroMQ",
        ],
        "SweepSimulation": ["SweepCore", "SweepModel", "SweepWire"],
        "momentum-bench": [
            "CProcessor", "Darwin", "Foundation", "Glibc", "NeuralNet", "NeuralNetRuntime",
            "SweepAccess", "SweepCore", "SweepModel", "SweepProcess", "SweepStore", "SweepSystem",
            "SweepWire", "ZeroMQ",
        ],
        "momentum": [
            "ArgumentParser", "Foundation", "Glibc", "Logging", "MomentumBench", "NeuralNet",
            "NeuralNetRuntime", "Quoting", "SweepAccess", "SweepCoordinator", "SweepCore",
            "SweepModel", "SweepProcess", "SweepReport", "SweepSimulation", "SweepSpawn",
            "SweepSpecReader", "SweepStore", "SweepSystem", "SweepWorker", "Synchronization",
            "ZeroMQ",
        ],
    ]

    /// Targets that never read a clock, a random source, a file, a socket or the environment.
    static let pureTargets: Set<String> = [
        "NeuralNet", "Quoting", "SweepModel", "SweepSpecReader", "SweepWire", "SweepCore",
        "SweepSimulation",
    ]
}
