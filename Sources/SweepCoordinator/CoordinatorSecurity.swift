public import SweepAccess

/// How a coordinator treats those who connect.
public enum CoordinatorSecurity: Sendable {
    /// Nothing is encrypted and anybody may connect; the user has asked for it.
    case plain

    /// Everything is encrypted, and only keys of the folder's list get in.
    case keys(KeyFolder)
}
