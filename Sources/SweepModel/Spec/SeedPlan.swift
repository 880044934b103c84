/// Which seeds the runs of a sweep start from.
public enum SeedPlan: Hashable, Sendable {
    /// The notebook's way: one generator seeded once and consumed by every run in turn.
    ///
    /// Each setting starts from other weights, so differences between settings are not paired.
    case notebook(UInt64)

    /// Common random numbers: seed s of every setting starts from the same weights and batches.
    ///
    /// The list is not empty and has no seed twice.
    case paired(SeedList)

    /// Whether differences between settings may be taken seed by seed.
    public var isPaired: Bool {
        switch self {
        case .notebook: false
        case .paired: true
        }
    }

    /// The seeds in the order of the plan.
    public var seeds: SeedList {
        switch self {
        case .notebook(let seed): [seed]
        case .paired(let seeds): seeds
        }
    }
}
