import Testing

/// The rule that a file is named after a type that it declares or extends.
@Suite struct FileNamesTests {
    @Test(arguments: [
        ("Outbox.swift", "struct Outbox {}\n\nenum OutboxError: Error {}"),
        ("Outbox.swift", "@usableFromInline\npackage final class Outbox {}"),
        ("Row2.swift", "package typealias Row2 = (Int, Int)"),
        ("Main.swift", "@main\nenum Main {}"),
        ("Outbox+Wire.swift", "struct Wire {}\n\nextension Outbox {}"),
        ("Outbox+Wire.swift", "extension Outbox.Entry {}"),
        ("Outbox+Wire.swift", "#if os(Linux)\nimport Glibc\n\npublic struct Outbox {}\n#endif"),
    ])
    func `a file may hold a type with its satellites`(name: String, text: String) {
        #expect(FileNames.fault(of: SwiftFile(path: "Sources/Mail/\(name)", text: text)) == nil)
    }

    @Test(arguments: [
        (
            "Outbox.swift", "struct Inbox {}\nstruct Draft {}",
            "declares Inbox, Draft, but no type Outbox"
        ),
        ("Outbox.swift", "extension Outbox {}", "declares nothing, but no type Outbox"),
        ("Outbox.swift", "struct Inbox {\n    struct Outbox {}\n}", "declares Inbox, but no type"),
        ("Outbox.swift", "private struct Outbox {}", "declares nothing, but no type Outbox"),
        ("Outbox.swift", "// struct Outbox {}\nfunc f() {}", "declares nothing, but no type"),
        ("Outbox+Wire.swift", "extension Inbox {}", "extends Inbox, but not Outbox"),
        ("Outbox+Wire.swift", "extension Outboxes {}", "extends Outboxes, but not Outbox"),
    ])
    func `a file with another name is reported with what to do`(
        name: String,
        text: String,
        fault: String
    ) throws {
        let path = "Sources/Mail/\(name)"
        let found = try #require(FileNames.fault(of: SwiftFile(path: path, text: text)))
        #expect(found.hasPrefix("\(path): \(fault)"))
        #expect(found.contains("; name the file "))
    }
}
