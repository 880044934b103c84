/// In which order the runs of a group are numbered, and so trained; raw values are stored.
public enum RunOrder: String, Hashable, Sendable, CaseIterable {
    /// Seeds come block by block, so that every setting has its first results early.
    ///
    /// A block has ⌈16 / settings⌉ seeds, which fills a pack; within it the setting varies slower.
    case seedBlocks = "seed-blocks"

    /// All seeds of a setting come before the next setting: how the first edition numbered.
    case settings
}
