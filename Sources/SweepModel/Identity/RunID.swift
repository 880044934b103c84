/// The place of a run in the plan's order, from 0.
public struct RunID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The index of the run in its plan.
    public let rawValue: Int

    /// Names the run at `rawValue` in the plan.
    ///
    /// - Precondition: `rawValue` is not negative.
    public init(_ rawValue: Int) {
        precondition(rawValue >= 0, "a run's index is not negative, got \(rawValue)")
        self.rawValue = rawValue
    }

    /// Orders runs as the plan does.
    public static func < (left: RunID, right: RunID) -> Bool { left.rawValue < right.rawValue }

    /// The index in decimal digits.
    public var description: String { String(rawValue) }
}
