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
        // Libraries of the system, and C where Swift has no word for something.
        .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CLaneVectors"),
        .target(name: "CProcessor"),
        .target(name: "CSystemCalls"),
        // Bytes and text: digests, quoting for other languages, and what gzip has packed.
        .target(name: "Digest", dependencies: ["CSodium"]),
        .target(name: "Gzip", dependencies: ["CZlib"]),
        .target(name: "Quoting"),
        // The operating system: threads, signals, clock, processes, files and cores.
        .target(name: "HostSystem", dependencies: ["CSystemCalls"]),
        // Databases and sockets.
        .target(name: "SQLite", dependencies: ["CSQLite"]),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ", "HostSystem"]),
        // What a training is: axes, metrics, blocks, generators and run keys.
        .target(name: "TrainingModel", dependencies: ["Digest"]),
        // Networks and their kernels, once for each instruction set, and the choice among them.
        .target(
            name: "NeuralNet",
            dependencies: ["CLaneVectors", "Digest", "Quoting", "TrainingModel"]
        ),
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
        // A trained network outside of its sweep: its file, its columns, what it says of new rows.
        .target(
            name: "SweepPrediction",
            dependencies: ["NeuralNet", "NeuralNetRuntime", "Quoting", "TrainingModel"]
        ),
        // What a sweep is: spec, plan, messages, records and limits.
        .target(name: "SweepModel", dependencies: ["Digest", "TrainingModel"]),
        // Specs as text, messages as bytes, the state machines and drivers, the store, the report.
        .target(
            name: "SweepSpecReader",
            dependencies: [
                "Quoting", "SweepModel", "TrainingModel",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "SweepWire",
            dependencies: [
                "Digest", "Quoting", "SweepModel", "TrainingModel",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ]
        ),
        .target(
            name: "SweepCoordination",
            dependencies: [
                "Digest", "SweepModel", "SweepWire", "TrainingModel",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]
        ),
        .target(
            name: "SweepStore",
            dependencies: [
                "Digest", "HostSystem", "Quoting", "SQLite", "SweepModel", "TrainingModel",
            ]
        ),
        // What the runs came to: distributions and tests, results as columns and files, the report.
        .target(name: "SweepStatistics", dependencies: ["TrainingModel"]),
        .target(
            name: "SweepResults",
            dependencies: [
                "Digest", "HostSystem", "NeuralNet", "NeuralNetRuntime", "Quoting", "SweepModel",
                "SweepPrediction", "SweepStatistics", "TrainingModel",
            ]
        ),
        .target(
            name: "SweepReport",
            dependencies: [
                "Digest", "HostSystem", "NeuralNet", "NeuralNetRuntime", "Quoting", "SweepModel",
                "SweepResults", "SweepStatistics", "TrainingModel",
            ]
        ),
        // Who may join, the loops of coordinator and worker, workers on hosts, and virtual time.
        .target(
            name: "SweepAccess",
            dependencies: ["HostSystem", "SweepModel", "TrainingModel", "ZeroMQ"]
        ),
        .target(
            name: "SweepCoordinator",
            dependencies: [
                "HostSystem", "SweepAccess", "SweepCoordination", "SweepModel", "SweepWire",
                "TrainingModel", "ZeroMQ",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "SweepWorker",
            dependencies: [
                "Digest", "HostSystem", "NeuralNet", "NeuralNetRuntime", "SweepAccess",
                "SweepCoordination", "SweepModel", "SweepWire", "TrainingModel", "ZeroMQ",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "SweepSpawn",
            dependencies: [
                "Digest", "HostSystem", "Quoting", "SweepAccess", "SweepModel", "ZeroMQ",
            ]
        ),
        .target(
            name: "SweepSimulation",
            dependencies: [
                "Digest", "SweepCoordination", "SweepModel", "SweepWire", "TrainingModel",
            ]
        ),
        // Benchmarks and the command line.
        .target(
            name: "MomentumBench",
            dependencies: [
                "CProcessor", "Digest", "HostSystem", "NeuralNet", "NeuralNetRuntime",
                "SweepAccess", "SweepCoordination", "SweepModel", "SweepStore", "SweepWire",
                "TrainingModel", "ZeroMQ",
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            path: "Sources/momentum-bench",
            exclude: ["RESULTS.md", "peers"]
        ),
        .executableTarget(
            name: "momentum",
            dependencies: [
                "Digest", "Gzip", "HostSystem", "MomentumBench", "NeuralNet", "NeuralNetRuntime",
                "Quoting",
                "SweepAccess", "SweepCoordination", "SweepCoordinator", "SweepModel",
                "SweepPrediction", "SweepReport", "SweepResults", "SweepSimulation", "SweepSpawn",
                "SweepSpecReader", "SweepStatistics", "SweepStore", "SweepWorker", "TrainingModel",
                "ZeroMQ",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        // What tests share.
        .target(
            name: "NeuralNetTesting",
            dependencies: ["NeuralNet", "TrainingModel"],
            path: "Tests/NeuralNetTesting",
            resources: [.copy("Fixtures")]
        ),
        .target(
            name: "SweepTesting",
            dependencies: ["HostSystem", "SweepModel", "TrainingModel"],
            path: "Tests/SweepTesting"
        ),
        // Tests, in the order of what they test.
        .testTarget(name: "DigestTests", dependencies: ["Digest", "SweepTesting"]),
        .testTarget(name: "GzipTests", dependencies: ["Gzip"]),
        .testTarget(name: "QuotingTests", dependencies: ["Quoting"]),
        .testTarget(name: "HostSystemTests", dependencies: ["HostSystem", "SweepTesting"]),
        .testTarget(name: "ZeroMQTests", dependencies: ["HostSystem", "SweepTesting", "ZeroMQ"]),
        .testTarget(
            name: "TrainingModelTests",
            dependencies: ["Digest", "TrainingModel"],
            resources: [.copy("Fixtures")]
        ),
        .testTarget(
            name: "NeuralNetTests",
            dependencies: [
                "Digest", "NeuralNet", "NeuralNetTesting", "SweepTesting", "TrainingModel",
            ],
            resources: [.copy("Fixtures")]
        ),
        .testTarget(
            name: "NeuralNetRuntimeTests",
            dependencies: [
                "NeuralNet", "NeuralNetRuntime", "NeuralNetTesting", "SweepTesting",
                "TrainingModel",
            ]
        ),
        .testTarget(
            name: "SweepPredictionTests",
            dependencies: [
                "NeuralNet", "NeuralNetRuntime", "SweepPrediction", "SweepTesting", "TrainingModel",
            ]
        ),
        .testTarget(name: "SweepModelTests", dependencies: ["SweepModel", "TrainingModel"]),
        .testTarget(
            name: "SweepSpecReaderTests",
            dependencies: [
                "Digest", "SweepModel", "SweepSpecReader", "SweepTesting", "TrainingModel",
            ]
        ),
        .testTarget(
            name: "SweepWireTests",
            dependencies: ["Digest", "SweepModel", "SweepTesting", "SweepWire", "TrainingModel"]
        ),
        .testTarget(
            name: "SweepCoordinationTests",
            dependencies: [
                "Digest", "SweepCoordination", "SweepModel", "SweepTesting", "SweepWire",
                "TrainingModel",
            ]
        ),
        .testTarget(
            name: "SweepStoreTests",
            dependencies: [
                "Digest", "SQLite", "SweepModel", "SweepStore", "SweepTesting", "TrainingModel",
            ]
        ),
        // Run directories that are damaged, or made to do harm.
        .testTarget(
            name: "HostileDirectoryTests",
            dependencies: [
                "Digest", "HostSystem", "NeuralNet", "SQLite", "SweepCoordination", "SweepModel",
                "SweepReport", "SweepResults", "SweepSpecReader", "SweepStore", "SweepTesting",
                "TrainingModel",
            ]
        ),
        .testTarget(
            name: "SweepStatisticsTests",
            dependencies: ["SweepStatistics", "TrainingModel"],
            resources: [.copy("Fixtures")]
        ),
        .testTarget(
            name: "SweepReportTests",
            dependencies: [
                "Digest", "NeuralNet", "NeuralNetRuntime", "Quoting", "SweepModel",
                "SweepPrediction", "SweepReport", "SweepResults", "SweepTesting", "TrainingModel",
            ],
            resources: [.copy("Fixtures")]
        ),
        .testTarget(
            name: "SweepAccessTests",
            dependencies: ["SweepAccess", "SweepModel", "SweepTesting", "TrainingModel", "ZeroMQ"]
        ),
        .testTarget(
            name: "SweepCoordinatorTests",
            dependencies: [
                "Digest", "HostSystem", "SweepCoordination", "SweepCoordinator", "SweepModel",
                "SweepWire", "TrainingModel",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "SweepWorkerTests",
            dependencies: [
                "Digest", "HostSystem", "NeuralNet", "NeuralNetRuntime", "SweepCoordination",
                "SweepModel", "SweepTesting", "SweepWire", "SweepWorker", "TrainingModel", "ZeroMQ",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "SweepSpawnTests",
            dependencies: ["HostSystem", "SweepModel", "SweepSpawn", "SweepTesting"]
        ),
        .testTarget(
            name: "SweepSimulationTests",
            dependencies: [
                "Digest", "SweepModel", "SweepSimulation", "SweepStore", "SweepTesting",
                "TrainingModel",
            ]
        ),
        .testTarget(
            name: "ProcessTests",
            dependencies: [
                "CZeroMQ", "Digest", "HostSystem", "NeuralNet", "NeuralNetRuntime", "Quoting",
                "SQLite", "SweepAccess", "SweepCoordination", "SweepModel", "SweepTesting",
                "SweepWire", "TrainingModel", "ZeroMQ", "momentum",
            ],
            exclude: ["Fixtures", "FirstEdition"]
        ),
        .testTarget(name: "HostTests", dependencies: ["SweepTesting", "momentum"]),
        .testTarget(name: "TidyTests"),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer counts edges in all of the package's own code: deploy/fuzz asks for a build apart.
let isFuzzing = Context.environment["MOMENTUM_FUZZ"] != nil
if isFuzzing {
    package.targets.append(
        .executableTarget(
            name: "momentum-fuzz",
            dependencies: [
                "Digest", "NeuralNet", "SweepAccess", "SweepCoordination", "SweepModel",
                "SweepSpecReader", "SweepWire", "TrainingModel",
            ],
            path: "Tests/Fuzzing",
            exclude: ["Corpus"],
            linkerSettings: [
                .unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])
                // libFuzzer comes with the compiler; gold cannot link it with debug information.
            ]
        )
    )
}

// The upcoming features that swift-log, swift-configuration and swift-subprocess build with.
for target in package.targets where target.type != .system {
    var settings: [SwiftSetting] = [
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
    if isFuzzing {
        settings.append(.unsafeFlags(["-sanitize=fuzzer"]))
        // Counts edges, so that libFuzzer sees how far an input gets; there is no safe setting.
    }
    target.swiftSettings = (target.swiftSettings ?? []) + settings
}
