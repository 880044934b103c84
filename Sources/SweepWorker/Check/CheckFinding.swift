/// What became of one step of a ``ConnectionCheck``.
public struct CheckFinding: Hashable, Sendable {
    /// What was tried.
    public let step: CheckStep

    /// Whether it went well.
    public let isGood: Bool

    /// What was found, or what is wrong and what to do.
    public let detail: String
}
