/// A named value within a mapping.
struct SpecEntry: Sendable {
    /// The name, without the path before it.
    let name: String

    /// Where the name was written.
    let place: SpecPlace

    /// The value.
    let value: SpecValue
}
