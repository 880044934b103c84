/// The words that an axis takes where its values are neither numbers nor switches.
public struct Words: Sendable {
    /// The words, for messages, for example `relu, tanh or gelu`.
    public let description: String

    /// The words themselves or, where they take arguments, what they begin with.
    public let names: [String]

    /// Whether words take arguments, so that there are more of them than ``names``.
    public let takeArguments: Bool

    /// The form in which a word is kept and written, or `nil` if the axis does not take it.
    ///
    /// A word that is given back is given back unchanged.
    public let canonical: @Sendable (String) -> String?

    /// Describes words.
    init(
        description: String,
        names: [String],
        takeArguments: Bool = false,
        canonical: @escaping @Sendable (String) -> String?
    ) {
        self.description = description
        self.names = names
        self.takeArguments = takeArguments
        self.canonical = canonical
    }

    /// The names of the cases of `choice`.
    static func names<Choice: RawRepresentable & CaseIterable & Sendable>(
        of choice: Choice.Type
    ) -> Words where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        let description = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
        return Words(description: description, names: names) { names.contains($0) ? $0 : nil }
    }
}
