/// What a run does to the worker that trains it.
enum Poison: CaseIterable {
    /// The worker process dies.
    case kills

    /// The slot gives up with a reason.
    case refuses

    /// The slot never ends an epoch.
    case hangs
}
