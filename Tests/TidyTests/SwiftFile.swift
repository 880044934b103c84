/// One file of Swift, with and without what is not code.
struct SwiftFile: Sendable {
    /// The path within the package, for example `Sources/ZeroMQ/Context.swift`.
    let path: String

    /// The lines as they were written.
    let lines: [Substring]

    /// The lines with blanks in place of comments, strings and raw identifiers.
    let code: [Substring]

    /// Splits the text of the file at `path`.
    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        code = CodeScanner.code(of: text).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The target, which is the folder below `Sources` or `Tests`; empty for the manifest.
    var target: Substring {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? parts[1] : ""
    }

    /// Whether the file belongs to the product and not to its tests.
    var isSource: Bool { path.hasPrefix("Sources/") }

    /// Locations whose code satisfies `isFault`, as `path:line: the line`.
    func codeLocations(where isFault: (Substring) -> Bool) -> [String] {
        code.indices.filter { isFault(code[$0]) }.map(location)
    }

    /// Locations whose whole line, comments and strings included, satisfies `isFault`.
    func lineLocations(where isFault: (Substring) -> Bool) -> [String] {
        lines.indices.filter { isFault(lines[$0]) }.map(location)
    }

    /// The location of the line at `index`, for messages.
    func location(ofLine index: Int) -> String {
        "\(path):\(index + 1): \(lines[index].drop { $0 == " " })"
    }
}

extension Substring {
    /// Whether `word` stands in the text, compared byte by byte.
    ///
    /// Every rule looks at every line of the project, so this is asked before any regular
    /// expression, which is a hundred times slower.
    func has(_ word: String) -> Bool {
        let pattern = Array(word.utf8)
        guard let first = pattern.first else { return true }
        let isFound = utf8.withContiguousStorageIfAvailable { bytes in
            guard bytes.count >= pattern.count else { return false }
            return (0...bytes.count - pattern.count).contains { start in
                bytes[start] == first
                    && bytes[start..<start + pattern.count].elementsEqual(pattern)
            }
        }
        return isFound ?? contains(word)
    }

    /// Whether one of `words` stands in the text.
    func has(anyOf words: [String]) -> Bool { words.contains(where: has) }
}
