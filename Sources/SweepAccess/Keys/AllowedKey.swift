public import Foundation
internal import SweepModel
internal import TrainingModel
public import ZeroMQ

/// A key that a coordinator knows.
public struct AllowedKey: Hashable, Sendable {
    /// Whom the key was given to.
    public let name: String

    /// The public key.
    public let key: CurveKey

    /// When the key stops to be allowed, or `nil` for never.
    public var expires: Date?

    /// Whether the key is no longer allowed.
    public var isRevoked = false

    /// The most connections at one time.
    public var connections = AllowedKey.unlimitedConnections

    /// As many connections as a coordinator serves.
    static let unlimitedConnections = Limits.workers

    /// Allows `key` under `name`.
    public init(name: String, key: CurveKey, expires: Date? = nil) {
        self.name = name
        self.key = key
        self.expires = expires
    }
}
