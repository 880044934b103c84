/// What is wrong with a host file or with what was asked of other machines.
public struct SpawnError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place, the value and what is allowed.
    public let description: String

    /// Describes a fault.
    public init(_ description: String) { self.description = description }
}
