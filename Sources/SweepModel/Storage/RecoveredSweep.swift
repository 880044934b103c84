/// What a restarted coordinator knows from its store.
public struct RecoveredSweep: Hashable, Sendable {
    /// How often the coordinator was started before.
    public var incarnation: Incarnation

    /// What the sweep was doing.
    public var state: SweepState

    /// Every pack that was cut, by ascending id.
    public var packs: [RecoveredPack]

    /// The workers that were asked to leave, ascending.
    public var drained: [WorkerID]

    /// Puts together what was found.
    public init(
        incarnation: Incarnation,
        state: SweepState,
        packs: [RecoveredPack],
        drained: [WorkerID] = []
    ) {
        self.incarnation = incarnation
        self.state = state
        self.packs = packs
        self.drained = drained
    }

    /// What the store of a new sweep holds.
    public static let empty = RecoveredSweep(
        incarnation: Incarnation(0),
        state: .running,
        packs: []
    )
}
