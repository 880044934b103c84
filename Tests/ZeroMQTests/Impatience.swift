/// Something that a test waited for did not happen.
struct Impatience: Error, CustomStringConvertible {
    /// What should have happened.
    let what: String

    /// What did not happen.
    var description: String { "waited \(patience) for \(what)" }
}
