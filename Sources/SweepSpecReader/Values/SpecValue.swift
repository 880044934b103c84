internal import Quoting

/// A value of a spec that knows its key and where it was written.
struct SpecValue: Sendable {
    /// What was written.
    enum Content: Sendable {
        /// Nothing, `~` or `null`.
        case missing

        /// A number, a word or a text.
        case scalar(String)

        /// Values one after the other.
        case list([SpecValue])

        /// Values by name.
        case mapping([SpecEntry])
    }

    /// The path of the key; a list's elements have the list's.
    let key: String

    /// Where the value was written.
    let location: SpecLocation

    /// What was written.
    let content: Content

    /// Where the value was written and under which key.
    var origin: SpecOrigin { SpecOrigin(location: location, key: key) }

    /// The value on one line as messages quote it, cut after 60 letters.
    var shortText: String {
        let text = oneLineText
        let scalars = text.unicodeScalars
        return scalars.count <= 60 ? text : "\(String(scalars.prefix(59)))…"
    }

    private var oneLineText: String {
        switch content {
        case .missing: "an empty value"
        case .scalar(""): "''"
        case .scalar(let text):
            VisibleText.line(String(text.unicodeScalars.prefix(61)))
        case .list(let elements):
            "[\(elements.prefix(30).map(\.shortText).joined(separator: ", "))]"
        case .mapping(let entries):
            "{"
                + entries.prefix(9).map { "\($0.name): \($0.value.shortText)" }
                .joined(separator: ", ") + "}"
        }
    }
}

/// A named value within a mapping.
struct SpecEntry: Sendable {
    /// The name, without the path before it.
    let name: String

    /// Where the name was written.
    let location: SpecLocation

    /// The value.
    let value: SpecValue
}
