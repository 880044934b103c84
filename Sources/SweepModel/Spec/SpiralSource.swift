/// The noisy spiral of the notebook.
public struct SpiralSource: Hashable, Sendable {
    /// Number of arms, from 2.
    public var classes: Int

    /// Samples on each arm, from 2.
    public var points: Int

    /// Standard deviation of the angle's noise in radians, from 0.
    public var noise: Double

    /// Seed of NumPy's generator; its low 32 bits count.
    public var seed: UInt64

    /// Describes a spiral; the defaults are the notebook's.
    public init(classes: Int = 3, points: Int = 500, noise: Double = 0.2, seed: UInt64 = 1) {
        self.classes = classes
        self.points = points
        self.noise = noise
        self.seed = seed
    }
}
