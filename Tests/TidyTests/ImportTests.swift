import Testing

/// The architecture: who may use whom.
///
/// The manifest says so, and files hold to it exactly.
@Suite struct ImportTests {
    @Test func `a target imports only what the manifest or its row of the table allows`() throws {
        let manifest = try Project.manifest()
        let faults = try Project.swiftFiles().flatMap { file in
            let target = manifest.target(of: file.path)
            let allowed = target.map { systemModules(of: $0).union($0.dependencies.map(\.module)) }
            return file.codeLocations { line in
                importedModule(line).map { allowed?.contains(String($0)) == false } ?? false
            }
        }
        #expect(faults == [])
    }

    /// A test of the whole program depends on it without importing it: it starts it.
    @Test func `each dependency of a target is imported by one of its files`() throws {
        let manifest = try Project.manifest()
        let imported = try importedModules(manifest)
        let started = Set(manifest.targets.filter { $0.kind == .executable }.map(\.name))
        let faults = manifest.targets.flatMap { target in
            target.dependencies.map(\.module)
                .filter { module in
                    let isStarted = target.kind == .test && started.contains(module)
                    return !isStarted && imported[target.name]?.contains(module) != true
                }
                .map { "\(target.name) does not import \($0)" }
        }
        #expect(faults == [])
    }

    @Test func `each system module of the table is imported by its target`() throws {
        let imported = try importedModules(Project.manifest())
        let faults = ImportTable.systemModules.flatMap { target, modules in
            modules.subtracting(imported[target] ?? []).map { "\(target) does not import \($0)" }
        }
        #expect(faults.sorted() == [])
    }

    @Test func `the manifest lists its targets from bottom to top`() throws {
        let targets = try Project.manifest().targets
        var below: Set<String> = []
        var faults: [String] = []
        for target in targets {
            for case .target(let name) in target.dependencies where !below.contains(name) {
                faults.append("\(target.name) stands before \(name)")
            }
            below.insert(target.name)
        }
        #expect(faults == [])
    }

    @Test func `a list of dependencies is sorted, targets before products`() throws {
        let faults = try Project.manifest().targets.filter { target in
            let names = target.dependencies.filter { $0 == .target($0.module) }.map(\.module)
            let products = target.dependencies.filter { $0 == .product($0.module) }.map(\.module)
            return target.dependencies.map(\.module) != names.sorted() + products.sorted()
        }
        #expect(faults.map(\.name) == [])
    }

    /// Its functions have other last bits on other machines.
    @Test func `the C library's mathematics stands in named files of pure targets only`() throws {
        let faults = try Project.swiftFiles().filter { file in
            file.isSource && ImportTable.pureTargets.contains(String(file.target))
                && !ImportTable.filesWithCMathematics.contains(String(file.path))
        }
        .flatMap { file in file.codeLocations { importedModule($0) == "Glibc" } }
        #expect(faults == [])
    }

    @Test func `every file belongs to a target of the manifest`() throws {
        let manifest = try Project.manifest()
        let faults = try Project.swiftFiles().filter { file in
            file.path != "Package.swift" && manifest.target(of: file.path) == nil
        }
        #expect(faults.map(\.path) == [])
    }

    @Test func `the product says who sees each import`() throws {
        let faults = try Project.swiftFiles().filter(\.isSource).flatMap { file in
            file.codeLocations { $0.has("import") && $0.contains(/^\s*(@\S+ )?import\s/) }
        }
        #expect(faults == [])
    }

    private func systemModules(of target: Manifest.Target) -> Set<String> {
        target.path.hasPrefix("Sources/")
            ? ImportTable.systemModules[target.name] ?? [] : ImportTable.systemModulesOfTests
    }

    /// What the files of each target import.
    private func importedModules(_ manifest: Manifest) throws -> [String: Set<String>] {
        var modules: [String: Set<String>] = [:]
        for file in try Project.swiftFiles() {
            guard let target = manifest.target(of: file.path) else { continue }
            let names = file.code.compactMap(importedModule).map(String.init)
            modules[target.name, default: []].formUnion(names)
        }
        return modules
    }

    private func importedModule(_ line: Substring) -> Substring? {
        guard line.has("import") else { return nil }
        let pattern =
            /^\s*(?:@\S+ )*(?:\w+ )?import (?:(?:struct|class|enum|func|protocol|var) )?(\w+)/
        return line.firstMatch(of: pattern)?.1
    }
}
