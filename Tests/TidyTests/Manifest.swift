/// The targets that a manifest declares, read from its text.
///
/// The reader is strict: a declaration that it does not understand is an error, so that none is
/// overlooked.
struct Manifest {
    /// One target.
    struct Target: Equatable {
        /// What kind of target it is.
        let kind: Kind

        /// The target's name.
        let name: String

        /// The folder of its files.
        let path: String

        /// The modules it may use, targets and products of packages, as they are listed.
        let dependencies: [Dependency]
    }

    /// How a target is declared.
    enum Kind: String, CaseIterable {
        case library = "target"
        case executable = "executableTarget"
        case test = "testTarget"
        case system = "systemLibrary"
    }

    /// A module that a target may use.
    enum Dependency: Hashable {
        /// A target of the same package.
        case target(String)

        /// A product of another package, which is named like its module.
        case product(String)

        /// The module's name.
        var module: String {
            switch self {
            case .target(let name), .product(let name): name
            }
        }
    }

    /// A declaration that is not understood.
    struct Misreading: Error, Equatable {
        let message: String
    }

    /// The targets, in the order of their declarations.
    let targets: [Target]

    /// Reads the declarations in `text`.
    ///
    /// - Throws: ``Misreading`` for one that is not understood, or for a name that comes twice.
    init(_ text: String) throws {
        var reader = ManifestReader(text)
        var targets: [Target] = []
        while let call = try reader.nextCall(of: Kind.allCases.map(\.rawValue)) {
            let target = try Target(call)
            guard !targets.contains(where: { $0.name == target.name }) else {
                throw Misreading(message: "\(target.name) is declared twice")
            }
            targets.append(target)
        }
        self.targets = targets
    }

    /// The target whose folder holds the file at `path`; the deepest one if there are several.
    func target(of path: String) -> Target? {
        targets.filter { path.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
    }
}

extension Manifest.Target {
    /// The labels whose values say nothing about the graph.
    private static let otherLabels: Set<String> = [
        "exclude", "linkerSettings", "providers", "resources", "swiftSettings",
    ]

    /// Understands the call that declares a target.
    fileprivate init(_ call: ManifestValue.Call) throws {
        guard let kind = Manifest.Kind(rawValue: call.name) else {
            throw Manifest.Misreading(message: "\(call.name) declares no target")
        }
        var texts: [String: String] = [:]
        var dependencies: [Manifest.Dependency] = []
        for argument in call.arguments {
            switch (argument.label, argument.value) {
            case ("name", .text(let text)), ("path", .text(let text)):
                texts[argument.label] = text
            case ("dependencies", .list(let list)): dependencies = try list.map(Self.dependency)
            case (let label, _) where Self.otherLabels.contains(label): continue
            case (let label, let value):
                throw Manifest.Misreading(message: "\(call.name) has \(label): \(value)")
            }
        }
        guard let name = texts["name"] else {
            throw Manifest.Misreading(message: "a \(call.name) has no name")
        }
        self.kind = kind
        self.name = name
        self.dependencies = dependencies
        path = texts["path"] ?? (kind == .test ? "Tests/" : "Sources/") + name
    }

    private static func dependency(_ value: ManifestValue) throws -> Manifest.Dependency {
        switch value {
        case .text(let name): return .target(name)
        case .call(let call) where call.name == "product":
            if case .text(let name)? = call.arguments.first?.value { return .product(name) }
        default: break
        }
        throw Manifest.Misreading(message: "\(value) is no dependency")
    }
}
