/// How a lease ended without a result.
public enum AttemptEnd: String, Hashable, Sendable, CaseIterable {
    /// Its worker was not heard of for a whole lease.
    case lost

    /// Its worker connected again without it.
    case forgotten

    /// It made no progress.
    case stalled

    /// Its worker gave it back unstarted.
    case released

    /// Its worker could not train it.
    case refused

    /// Its pack was finished by another attempt or cancelled.
    case cancelled
}
