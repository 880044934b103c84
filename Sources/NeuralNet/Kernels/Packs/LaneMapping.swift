/// What the lanes of a vector stand for in the training of a pack.
package enum LaneMapping: Sendable, Hashable, CaseIterable {
    /// Each lane is a run: best for full packs of small networks.
    case runs

    /// The lanes are units of one run, and runs train in turn: best for wide networks.
    case units
}
