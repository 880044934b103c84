/// What the manifest cannot say about imports; the graph itself is read from it.
enum ImportTable {
    /// The modules of the system that each target of the product imports; most import none.
    static let systemModules: [String: Set<String>] = [
        "HostSystem": ["Glibc", "Synchronization"],
        "ZeroMQ": ["Glibc", "Synchronization"],
        "NeuralNet": ["Glibc"],
        "SweepPrediction": ["FoundationEssentials"],
        "SweepWire": ["FoundationEssentials"],
        "SweepStore": ["Glibc"],
        "SweepResults": ["Foundation", "Synchronization"],
        "SweepReport": ["Foundation", "Glibc"],
        "SweepAccess": ["Foundation"],
        "SweepCoordinator": ["Foundation"],
        "SweepWorker": ["Glibc", "Synchronization"],
        "SweepSpawn": ["Glibc"],
        "MomentumBench": ["Darwin", "Foundation", "Glibc"],
        "momentum": ["Foundation", "Glibc", "Synchronization"],
    ]

    /// The modules of the system that any test may import.
    static let systemModulesOfTests: Set<String> = [
        "Darwin", "Foundation", "Glibc", "Synchronization", "Testing",
    ]

    /// Targets that never read a clock, a random source, a file, a socket or the environment.
    static let pureTargets: Set<String> = [
        "Digest", "NeuralNet", "Quoting", "SweepModel", "SweepSpecReader", "SweepWire",
        "SweepCoordination", "SweepPrediction", "SweepSimulation", "SweepStatistics",
        "TrainingModel",
    ]

    /// Where pure targets may use the C library's mathematics: what makes built-in data, which
    /// must have NumPy's bits and travels as bytes, and the reference trainer in Double.
    static let filesWithCMathematics: Set<String> = [
        "Sources/NeuralNet/Datasets/Dataset+Spiral.swift",
        "Sources/NeuralNet/Datasets/NormalGenerator.swift",
        "Sources/NeuralNet/Kernels/Policies/ExponentialLinear.swift",
        "Sources/NeuralNet/Kernels/Policies/GaussianErrorLinear.swift",
        "Sources/NeuralNet/Kernels/Policies/HyperbolicTangent.swift",
        "Sources/NeuralNet/Kernels/Policies/Sigmoid.swift",
        "Sources/NeuralNet/Reference/SoftmaxCrossEntropy.swift",
    ]
}
