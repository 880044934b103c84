/// One training: a setting and where its random numbers start.
public struct Run: Hashable, Sendable {
    /// The place in the plan.
    public let id: RunID

    /// The index of the setting in the plan's list.
    public let settingIndex: Int

    /// The hyper-parameters.
    public let setting: Setting

    /// The seed of the generator that draws initial weights and batch orders.
    public let seed: UInt64

    /// How many 32-bit outputs of the seeded generator earlier runs have consumed; 0 unless the
    /// seeds are the notebook's.
    public let generatorOffset: UInt64

    /// Describes a run.
    public init(
        id: RunID,
        settingIndex: Int,
        setting: Setting,
        seed: UInt64,
        generatorOffset: UInt64
    ) {
        self.id = id
        self.settingIndex = settingIndex
        self.setting = setting
        self.seed = seed
        self.generatorOffset = generatorOffset
    }
}
