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
