/// What a worker does with an attempt that it had in hand when it connected.
public enum InventoryVerdict: String, Hashable, Sendable, CaseIterable {
    /// Go on, and send what is not acknowledged.
    case keep

    /// Stop training it and forget it.
    case stop
}
