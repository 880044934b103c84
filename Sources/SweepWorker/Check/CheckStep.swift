/// What a worker needs to join, in the order in which it is tried.
public enum CheckStep: String, Hashable, Sendable, CaseIterable {
    /// The host's name stands for an address.
    case name = "DNS"

    /// The port takes connections.
    case port = "TCP"

    /// The coordinator lets the key in, and is the one that the access file means.
    case key = "key"

    /// Both sides speak one protocol and train to the same bits.
    case version = "version"
}
