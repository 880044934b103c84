/// What came of one seed.
public struct SimulationReport: Hashable, Sendable {
    /// The seed.
    public let seed: UInt64

    /// The faults that were played, in order of time.
    public let faults: [Fault]

    /// The first invariant that did not hold, or `nil` if all did.
    public let broken: BrokenInvariant?

    /// How many events happened.
    public let eventCount: Int

    /// How long it took on the virtual clock.
    public let virtualTime: Duration

    /// A hash over everything that happened.
    public let traceHash: UInt64

    /// The command that plays the seed again.
    public var replayLine: String { "momentum simulate --seed \(seed) --count 1" }

    /// A failure in words: how to replay it, what broke, and which faults were needed.
    public var failure: String? {
        broken.map { broken in
            (["\(replayLine)", "  \(broken)"] + faults.map { "  \($0)" }).joined(separator: "\n")
        }
    }
}
