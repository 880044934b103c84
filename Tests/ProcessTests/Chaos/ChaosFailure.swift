/// What must not happen, whatever is disturbed.
struct ChaosFailure: Error, CustomStringConvertible {
    /// What happened.
    let description: String

    /// Describes a failure.
    init(_ description: String) { self.description = description }
}
