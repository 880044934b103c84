/// Which units of a hidden layer are kept in one step of one run, and by how much they then count.
///
/// A unit's number depends on the run's seed, the epoch, the batch, the layer, the sample and the
/// unit, and on nothing else: so the masks of a run do not depend on the pack that it is in, on
/// what lanes represent or on the instruction set, and nothing of them is part of a checkpoint.
/// They are not PyTorch's masks, which come one after the other from its global generator; only the
/// distribution is the same. Runs with the seeds of the notebook have one seed, so they have the
/// same masks.
///
/// Seed, epoch, batch and layer are mixed into 64 bits, which are two key words k₀ and k₁. Of
/// sample s and unit u of U, x = (k₀ − (s·U + u))·m₀; x ← (x ⊕ ⌊x/2¹⁵⌋ ⊕ k₁)·m₁, all modulo 2³²;
/// the upper 23 bits are the number.
///
/// - Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, for generators
///   that count; Steele, Lea and Flood, OOPSLA 2014, for the key; the multipliers are those of
///   Appleby's MurmurHash3.
public struct DropoutMask: Hashable, Sendable {
    /// k₀.
    package let firstKey: UInt32

    /// k₁.
    package let secondKey: UInt32

    /// m₀.
    @inlinable package static var firstMultiplier: UInt32 { 0x85eb_ca6b }

    /// m₁.
    @inlinable package static var secondMultiplier: UInt32 { 0xc2b2_ae35 }

    /// Mixes the key of one layer in one step.
    ///
    /// - Parameters:
    ///   - seed: The seed of the run.
    ///   - epoch: The epochs that are done.
    ///   - batch: The batches of this epoch that are done.
    ///   - layer: The hidden layers before this one.
    public init(seed: UInt64, epoch: Int, batch: Int, layer: Int) {
        var key = seed
        for number in [0, epoch, batch, layer] {
            var generator = SplitMix64(seed: key ^ UInt64(number))
            key = generator.next()
        }
        firstKey = UInt32(truncatingIfNeeded: key)
        secondKey = UInt32(truncatingIfNeeded: key >> 32)
    }

    /// The uniform number of a unit.
    ///
    /// - Parameter index: s·U + u.
    /// - Returns: One of the 2²³ Floats in 1..<2.
    package func number(at index: Int) -> Float {
        var word = (firstKey &- UInt32(truncatingIfNeeded: index)) &* Self.firstMultiplier
        word = (word ^ (word >> 15) ^ secondKey) &* Self.secondMultiplier
        return Float(bitPattern: word >> 9 | 0x3F80_0000)
    }

    /// What a unit's output is multiplied by in a step.
    ///
    /// - Parameters:
    ///   - sample: s, the sample's index in the batch.
    ///   - unit: u, the unit's index in the layer.
    ///   - units: U, the units of the layer.
    ///   - dropout: p, the share of units that is left out.
    /// - Returns: 0 for a unit that is left out, else 1/(1 − p); 1 for all where p is 0.
    public func factor(sample: Int, unit: Int, units: Int, dropout: Double) -> Double {
        let isKept = number(at: sample * units + unit) < Self.limit(dropout)
        return isKept ? 1 / (1 - dropout) : 0
    }

    /// The number below which units are kept: 2 − p, rounded once.
    package static func limit(_ dropout: Double) -> Float { Float(2 - dropout) }
}
