/// Finds files that are not named after what they hold.
///
/// A file holds one concept: a type with its satellites, such as errors, ids and small records.
/// `Type.swift` declares `Type`, which the others serve; `Type+Concern.swift` extends or declares
/// `Type`.
enum FileNames {
    /// What is wrong with the name of `file` and what to do, or `nil` if it fits.
    static func fault(of file: SwiftFile) -> String? {
        let name = name(of: file)
        let declared = names(in: file, after: declaration)
        guard let plus = name.firstIndex(of: "+") else {
            guard !declared.contains(name) else { return nil }
            return "\(file.path): declares \(list(declared)), but no type \(name); "
                + "name the file after the type that its others serve, or Type+Concern.swift "
                + "if it extends one"
        }
        let type = name[..<plus]
        let extended = names(in: file, after: extensionOfType)
        let isFound = (declared + extended).contains { $0 == type || $0.hasPrefix("\(type).") }
        guard !isFound else { return nil }
        return "\(file.path): extends \(list(extended)), but not \(type); "
            + "name the file Type+Concern.swift after the type that it extends"
    }

    /// The file's name without folder and `.swift`.
    private static func name(of file: SwiftFile) -> Substring {
        let last = file.path.split(separator: "/").last ?? ""
        return last.hasSuffix(".swift") ? last.dropLast(".swift".count) : last
    }

    /// What the first group of `pattern` finds at the starts of lines: nothing nested, nothing
    /// private.
    private static func names(
        in file: SwiftFile,
        after pattern: Regex<(Substring, Substring)>
    ) -> [Substring] {
        file.code.filter { $0.first != " " && $0.has(anyOf: kinds) }
            .compactMap { $0.firstMatch(of: pattern)?.1 }
    }

    private static func list(_ names: [Substring]) -> String {
        names.isEmpty ? "nothing" : names.joined(separator: ", ")
    }

    private static let kinds = [
        "struct ", "class ", "enum ", "actor ", "protocol ", "typealias ", "extension ",
    ]

    private static var declaration: Regex<(Substring, Substring)> {
        /^(?:(?!private|fileprivate)@?\w+ )*(?:struct|class|enum|actor|protocol|typealias) (\w+)/
    }

    private static var extensionOfType: Regex<(Substring, Substring)> {
        /^(?:public |package |internal )*extension ([\w.]+)/
    }
}
