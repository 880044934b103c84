/// The two sides of a connection.
enum Role {
    /// Hands out packs and keeps the results.
    case coordinator

    /// Trains packs.
    case worker
}
