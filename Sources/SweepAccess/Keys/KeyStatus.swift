/// What an ``AllowList`` says of a key.
public enum KeyStatus: Hashable, Sendable {
    /// The key may be used.
    case allowed(AllowedKey)

    /// The key was allowed until now.
    case expired(AllowedKey)

    /// The key was taken back.
    case revoked(AllowedKey)

    /// Nobody has ever heard of the key.
    case unknown
}
