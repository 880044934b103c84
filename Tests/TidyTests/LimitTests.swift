import Foundation
import Testing

/// The limits of size: what is short can be read and reviewed.
@Suite struct LimitTests {
    @Test func `a file has at most 400 lines`() throws {
        // The text after the last line break counts as a line of its own.
        let long = try Project.swiftFiles().filter { $0.lines.count > 401 }
        #expect(long.map(\.path) == [])
    }

    @Test func `a line has at most 100 letters`() throws {
        let long = try Project.swiftFiles().flatMap { file in
            file.lineLocations { line in
                line.utf8.count > 100 && line.count > 100 && !line.has("https://")
            }
        }
        #expect(long == [])
    }

    @Test func `a function has at most 70 lines`() throws {
        let long = try Project.swiftFiles().flatMap { file in
            FunctionLengths.functions(in: file)
                .filter { $0.lineCount > 70 }
                .map { "\(file.path):\($0.firstLine): \($0.lineCount) lines" }
        }
        #expect(long == [])
    }

    /// A file holds one concept, and the name says which: see ``FileNames``.
    @Test func `a file of the product is named after a type that it declares or extends`() throws {
        let faults = try Project.swiftFiles().filter(\.isSource).compactMap(FileNames.fault)
        #expect(faults == [])
    }

    @Test func `no type has a name that says nothing`() throws {
        let vague = try Project.swiftFiles().flatMap { file in
            file.codeLocations { line in
                line.has(anyOf: Self.kinds)
                    && line.contains(
                        /(struct|class|enum|actor|protocol) \w*(Manager|Helper|Utils?|Data)\b/
                    )
            }
        }
        #expect(vague == [])
    }

    @Test func `no file is larger than a mebibyte`() throws {
        let large = try Project.paths().filter { path in
            let url = Project.root.appending(path: path)
            return try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 > 1 << 20
        }
        #expect(large == [])
    }

    private static let kinds = ["struct ", "class ", "enum ", "actor ", "protocol "]
}
