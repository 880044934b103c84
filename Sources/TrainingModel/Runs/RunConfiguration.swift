/// What a run is trained with: its hyper-parameters and where its random numbers start.
///
/// The numbers are kept in Double, as PyTorch keeps them; a trainer in Float rounds each scalar
/// once, where it is used.
public struct RunConfiguration: Hashable, Sendable {
    /// The hyper-parameters.
    public let setting: Setting

    /// The seed of the generator that draws initial weights and batch orders, which uses its low
    /// 32 bits.
    public let seed: UInt64

    /// How many 32-bit outputs of the seeded generator earlier runs have consumed; 0 unless the
    /// seeds are the notebook's.
    public let generatorOffset: UInt64

    /// Describes a run.
    public init(_ setting: Setting, seed: UInt64, generatorOffset: UInt64 = 0) {
        self.setting = setting
        self.seed = seed
        self.generatorOffset = generatorOffset
    }

    /// The global generator as this run finds it: seeded, and ``generatorOffset`` outputs on.
    public func makeGenerator() -> MersenneTwister {
        var generator = MersenneTwister(seed: seed)
        generator.skip(Int(clamping: generatorOffset))
        return generator
    }
}

/// How a run ended.
public enum RunOutcome: Hashable, Sendable {
    /// All epochs were trained, or those up to its stop by ``EarlyStopping``.
    case finished

    /// The loss left the finite numbers in `epoch`, counted from 0: a result, not an error.
    case diverged(epoch: Int)

    /// The run could not be trained; `reason` states why.
    case failed(reason: String)
}
