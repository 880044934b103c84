/// An invariant that did not hold.
public struct BrokenInvariant: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which one.
    public let invariant: Invariant

    /// What was seen.
    public let detail: String

    init(_ invariant: Invariant, _ detail: String) {
        self.invariant = invariant
        self.detail = detail
    }

    /// Name and detail.
    public var description: String { "\(invariant.rawValue): \(detail)" }
}
