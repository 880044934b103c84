/// Something did not happen in time.
struct Impatience: Error, CustomStringConvertible {
    /// What was waited for.
    let what: String

    /// The wait in words.
    var description: String { "\(what) did not come in time" }
}
