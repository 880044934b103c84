// swift-tools-version: 6.2
import PackageDescription

/// Turns Clang's and Swift's vectoriser loose on one instruction set, without overflow checks.
///
/// Only the kernels live in targets built with these flags: a program that ran other code compiled
/// for AVX-512 would die on an older processor. On other architectures the sources of the targets
/// for x86-64 are empty, and Clang would refuse the flag.
func kernelFlags(march: String?) -> [SwiftSetting] {
    #if arch(x86_64)
    let target = march.map { ["-Xcc", "-march=\($0)"] } ?? []
    #else
    let target: [String] = []
    #endif
    return [
        .unsafeFlags(["-Ounchecked"] + target)
        // Swift has no per-function target, and SwiftPM no safe setting for one.
    ]
}

let package = Package(
    name: "momentum-sweep",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
        .target(name: "Digest", dependencies: ["CSodium"]),
        .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "SQLite", dependencies: ["CSQLite"]),
        .target(name: "Quoting"),
        .target(name: "CProcessor"),
        .target(name: "CLaneVectors"),
        .target(name: "TrainingModel", dependencies: ["Digest"]),
        .target(name: "NeuralNet", dependencies: ["Quoting", "CLaneVectors", "TrainingModel"]),
        .target(
            name: "NeuralNetBaseline",
            dependencies: ["NeuralNet"],
            swiftSettings: kernelFlags(march: nil)
        ),
        .target(
            name: "NeuralNetX86V3",
            dependencies: ["NeuralNet"],
            swiftSettings: kernelFlags(march: "x86-64-v3")
        ),
        .target(
            name: "NeuralNetX86V4",
            dependencies: ["NeuralNet"],
            swiftSettings: kernelFlags(march: "x86-64-v4")
        ),
        .target(
            name: "NeuralNetRuntime",
            dependencies: [
                "CProcessor", "NeuralNet", "NeuralNetBaseline", "NeuralNetX86V3", "NeuralNetX86V4",
                "TrainingModel",
            ]
        ),
        .target(name: "SweepModel", dependencies: ["Digest", "TrainingModel"]),
        .target(name: "SweepSystem", dependencies: ["SweepModel", "TrainingModel"]),
        .target(
            name: "SweepWire",
            dependencies: [
                "Digest", "Quoting", "SweepModel",
                "TrainingModel",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ]
        ),
        .target(
            name: "SweepCore",
            dependencies: [
                "Digest", "SweepModel",
                "TrainingModel",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]
        ),
        .target(
            name: "SweepStore",
            dependencies: [
                "Digest", "Quoting", "SQLite", "SweepModel",
                "TrainingModel",
            ]
        ),
        .target(
            name: "SweepSpecReader",
            dependencies: [
                "Quoting", "SweepModel", "TrainingModel", .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "SweepReport",
            dependencies: [
                "Digest", "NeuralNet", "Quoting", "SweepModel", "SweepProcess", "TrainingModel",
            ]
        ),
        .target(
            name: "SweepWorker",
            dependencies: [
                "Digest", "NeuralNet", "NeuralNetRuntime", "SweepCore", "SweepModel",
                "SweepSystem", "SweepWire", "ZeroMQ",
                "TrainingModel",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "SweepSimulation",
            dependencies: ["Digest", "SweepCore", "SweepModel", "SweepWire", "TrainingModel"]
        ),
        .target(name: "CSystemCalls"),
        .target(name: "SweepProcess", dependencies: ["CSystemCalls"]),
        .target(
            name: "SweepSpawn",
            dependencies: [
                "Digest", "Quoting", "SweepModel", "SweepProcess", "SweepSystem", "ZeroMQ",
                "TrainingModel",
            ]
        ),
        .target(
            name: "MomentumBench",
            dependencies: [
                "CProcessor", "Digest", "NeuralNet", "NeuralNetRuntime", "SweepAccess",
                "SweepCore", "SweepModel", "SweepProcess", "SweepStore", "SweepSystem",
                "SweepWire", "ZeroMQ",
                "TrainingModel",
            ],
            path: "Sources/momentum-bench",
            exclude: ["RESULTS.md", "peers"]
        ),
        .executableTarget(
            name: "momentum",
            dependencies: [
                "Digest", "Quoting", "MomentumBench", "NeuralNet", "NeuralNetRuntime",
                "SweepAccess",
                "SweepCoordinator", "SweepCore", "SweepModel", "SweepProcess", "SweepReport",
                "SweepSimulation", "SweepSpawn", "SweepSpecReader", "SweepStore", "SweepSystem",
                "SweepWorker", "ZeroMQ",
                "TrainingModel",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(name: "SweepAccess", dependencies: ["SweepModel", "ZeroMQ", "TrainingModel"]),
        .target(
            name: "SweepCoordinator",
            dependencies: [
                "SweepAccess", "SweepCore", "SweepModel", "SweepStore", "SweepSystem", "SweepWire",
                "ZeroMQ",
                "TrainingModel",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "NeuralNetTesting",
            dependencies: ["NeuralNet", "TrainingModel"],
            path: "Tests/NeuralNetTesting",
            resources: [.copy("Fixtures")]
        ),
        .target(name: "SweepTesting", path: "Tests/SweepTesting"),
        .testTarget(name: "DigestTests", dependencies: ["Digest", "SweepTesting"]),
        .testTarget(
            name: "NeuralNetTests",
            dependencies: ["Digest", "NeuralNet", "NeuralNetTesting", "TrainingModel"]
        ),
        .testTarget(
            name: "NeuralNetRuntimeTests",
            dependencies: ["NeuralNet", "NeuralNetRuntime", "NeuralNetTesting", "TrainingModel"]
        ),
        .testTarget(name: "QuotingTests", dependencies: ["Quoting"]),
        .testTarget(name: "HostTests", dependencies: ["SweepProcess", "momentum"]),
        .testTarget(
            name: "ProcessTests",
            dependencies: [
                "CZeroMQ", "Digest", "NeuralNetRuntime", "Quoting", "SweepAccess", "SweepCore",
                "SweepModel", "SweepProcess", "SweepTesting", "SweepWire", "ZeroMQ", "momentum",
                "TrainingModel",
            ],
            exclude: ["FirstEdition"]
        ),
        .testTarget(
            name: "SweepAccessTests",
            dependencies: ["SweepAccess", "SweepModel", "ZeroMQ"]
        ),
        .testTarget(
            name: "SweepCoreTests",
            dependencies: ["Digest", "SweepCore", "SweepModel", "TrainingModel"]
        ),
        .testTarget(name: "SweepModelTests", dependencies: ["SweepModel", "TrainingModel"]),
        .testTarget(
            name: "SweepSpawnTests",
            dependencies: ["SweepModel", "SweepProcess", "SweepSpawn"]
        ),
        .testTarget(name: "SweepProcessTests", dependencies: ["SweepProcess"]),
        .testTarget(
            name: "SweepSpecReaderTests",
            dependencies: [
                "Digest", "SweepModel", "SweepSpecReader", "SweepTesting", "TrainingModel",
            ]
        ),
        .testTarget(
            name: "SweepStoreTests",
            dependencies: ["Digest", "SQLite", "SweepModel", "SweepStore", "TrainingModel"]
        ),
        .testTarget(
            name: "SweepReportTests",
            dependencies: [
                "Digest", "NeuralNet", "Quoting", "SweepModel", "SweepReport", "SweepTesting",
                "TrainingModel",
            ],
            resources: [.copy("Fixtures")]
        ),
        .testTarget(
            name: "SweepSimulationTests",
            dependencies: ["SweepCore", "SweepModel", "SweepSimulation", "TrainingModel"]
        ),
        .testTarget(
            name: "SweepWorkerTests",
            dependencies: ["SweepCore", "SweepModel", "SweepWorker", "TrainingModel"]
        ),
        .testTarget(
            name: "SweepWireTests",
            dependencies: ["Digest", "SweepModel", "SweepWire", "TrainingModel"]
        ),
        .testTarget(name: "TidyTests"),
        .testTarget(name: "TrainingModelTests", dependencies: ["Digest", "TrainingModel"]),
        .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ"]),
    ],
    swiftLanguageModes: [.v6]
)

// The upcoming features that swift-log, swift-configuration and swift-subprocess build with.
for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            // github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
            .enableUpcomingFeature("ExistentialAny"),
            // …/0409-access-level-on-imports.md
            .enableUpcomingFeature("InternalImportsByDefault"),
            // …/0444-member-import-visibility.md
            .enableUpcomingFeature("MemberImportVisibility"),
            // …/0461-async-function-isolation.md
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
