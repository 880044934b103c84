package import SweepModel
package import TrainingModel

/// Decides what is trained next, from complete results alone.
///
/// An allocator is pure and deterministic: which runs it hands out follows from the plan, from the
/// results that it was told and from how often it was asked, never from a clock. So a restarted
/// coordinator, which claims the runs of all packs and tells all results again, goes on as if it
/// had never ended.
package protocol RunAllocator: Sendable {
    /// The runs that can be handed out now.
    var availableRuns: Int { get }

    /// Whether no further runs will come, whatever comes of those that were handed out.
    var isExhausted: Bool { get }

    /// Takes the runs of the next pack for one of `slots` slots, or `nil` if none can be handed out
    /// now.
    mutating func next(slots: Int) -> RunRange?

    /// Takes runs as handed out, since a pack of before a restart has them.
    mutating func claim(_ runs: RunRange)

    /// Learns how the runs of a pack have ended: one outcome for each.
    mutating func complete(_ runs: RunRange, _ outcomes: [RunOutcome])
}
