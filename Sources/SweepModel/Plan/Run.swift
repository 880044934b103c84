public import TrainingModel

/// One training of a sweep.
public struct Run: Hashable, Sendable {
    /// The run's number, given once: packs, messages and the store know it by this.
    public let id: RunID

    /// Where the run stands in the order of the spec, seeds within settings; files name it by this.
    public let place: Int

    /// The index of the setting in the plan's list.
    public let settingIndex: Int

    /// What it is trained with.
    public let configuration: RunConfiguration

    /// The hyper-parameters.
    public var setting: Setting { configuration.setting }

    /// The seed of the generator that draws initial weights and batch orders.
    public var seed: UInt64 { configuration.seed }
}
