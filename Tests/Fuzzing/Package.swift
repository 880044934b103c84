// swift-tools-version: 6.2
import PackageDescription

/// The readers of what strangers write, and the coordinator's decisions, under libFuzzer.
///
/// It is a package of its own because each of its files is instrumented. The sources are links to
/// those of the product; the name is the same, so that declarations of the package can be seen.
let package = Package(
    name: "momentum-sweep",
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        .systemLibrary(name: "CSodium"),
        .target(name: "Digest", dependencies: ["CSodium"]),
        .target(name: "CSystemCalls"),
        .target(name: "HostSystem", dependencies: ["CSystemCalls"]),
        .systemLibrary(name: "CZeroMQ"),
        .target(name: "Quoting"),
        .target(name: "CLaneVectors"),
        .target(name: "TrainingModel", dependencies: ["Digest"]),
        .target(name: "NeuralNet", dependencies: ["Quoting", "CLaneVectors", "TrainingModel"]),
        .target(name: "SweepModel", dependencies: ["Digest", "TrainingModel"]),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ", "HostSystem"]),
        .target(
            name: "SweepAccess",
            dependencies: ["HostSystem", "SweepModel", "TrainingModel", "ZeroMQ"]
        ),
        .target(
            name: "SweepCore",
            dependencies: [
                "Digest", "SweepModel", "SweepWire", "TrainingModel",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]
        ),
        .target(
            name: "SweepSpecReader",
            dependencies: [
                "Quoting", "SweepModel", "TrainingModel", .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "SweepWire",
            dependencies: [
                "Digest", "Quoting", "SweepModel", "TrainingModel",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ]
        ),
        .executableTarget(
            name: "momentum-fuzz",
            dependencies: [
                "Digest", "NeuralNet", "SweepAccess", "SweepCore", "SweepModel",
                "SweepSpecReader", "SweepWire", "TrainingModel",
            ],
            linkerSettings: [
                .unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])
                // libFuzzer comes with the compiler; gold cannot link it with debug information.
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .unsafeFlags(["-sanitize=fuzzer"]),
        // Counts edges, so that libFuzzer sees how far an input gets; there is no safe setting.
    ]
}
