import Testing

/// The architecture: who may use whom.
@Suite struct ImportTests {
    @Test func `a target imports only what its row of the table allows`() throws {
        let faults = try Project.swiftFiles().filter(\.isSource).flatMap { file in
            let allowed = ImportTable.modules[String(file.target)] ?? []
            return file.codePlaces { line in
                importedModule(line).map { !allowed.contains(String($0)) } ?? false
            }
        }
        #expect(faults == [])
    }

    /// Its functions have other last bits on other machines.
    @Test func `the C library's mathematics stands in named files of pure targets only`() throws {
        let faults = try Project.swiftFiles().filter { file in
            file.isSource && ImportTable.pureTargets.contains(String(file.target))
                && !ImportTable.filesWithCMathematics.contains(String(file.path))
        }
        .flatMap { file in file.codePlaces { importedModule($0) == "Glibc" } }
        #expect(faults == [])
    }

    @Test func `every target has a row in the table`() throws {
        let targets = try Set(Project.swiftFiles().filter(\.isSource).map { String($0.target) })
        #expect(targets.subtracting(ImportTable.modules.keys).sorted() == [])
    }

    @Test func `the product says who sees each import`() throws {
        let faults = try Project.swiftFiles().filter(\.isSource).flatMap { file in
            file.codePlaces { $0.has("import") && $0.contains(/^\s*(@\S+ )?import\s/) }
        }
        #expect(faults == [])
    }

    private func importedModule(_ line: Substring) -> Substring? {
        guard line.has("import") else { return nil }
        let pattern =
            /^\s*(?:@\S+ )*(?:\w+ )?import (?:(?:struct|class|enum|func|protocol|var) )?(\w+)/
        return line.firstMatch(of: pattern)?.1
    }
}
