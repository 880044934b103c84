/// What a sweep as a whole is doing.
public enum SweepState: String, Hashable, Sendable, CaseIterable {
    /// Packs are handed out.
    case running

    /// Nothing new is handed out.
    case paused

    /// All runs have an outcome.
    case done

    /// The sweep was cancelled; open runs stay without outcome.
    case cancelled

    /// Whether nothing more is trained.
    public var isOver: Bool { self == .done || self == .cancelled }
}
