/// Why values of several axes do not go together.
public struct AxisConflict: Hashable, Sendable {
    /// The axis whose value is to blame.
    public let axis: Axis

    /// What about its value is not allowed, and what is instead.
    public let message: String
}
