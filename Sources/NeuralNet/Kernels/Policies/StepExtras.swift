public import TrainingModel

/// What steps of some runs have beyond those of others and need memory for; what no run of a group
/// has takes none.
public struct StepExtras: OptionSet, Hashable, Sendable {
    /// Gradients are shortened, so they are kept until their norm is known.
    public static let clipping = StepExtras(rawValue: 1)

    /// Hidden units are left out, so the slope of each is kept.
    public static let dropout = StepExtras(rawValue: 2)

    /// The sum of the extras, each a power of two.
    public let rawValue: Int

    /// Names extras by their sum.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Finds what some of `runs` have.
    public init(_ runs: [RunConfiguration]) {
        self = runs.reduce([]) { $0.union(StepExtras($1.setting)) }
    }

    /// Finds what runs of `setting` have.
    public init(_ setting: Setting) {
        self = []
        if setting.clipNorm > 0 { insert(.clipping) }
        if setting.dropout > 0 { insert(.dropout) }
    }
}
