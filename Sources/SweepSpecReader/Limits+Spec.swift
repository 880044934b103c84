package import TrainingModel

extension Limits {
    /// Aliases in one spec file: too few for a small file to unfold into a huge one.
    package static let specAliases = 16

    /// Values in one spec file after its aliases are unfolded.
    package static let specValues = 1_000_000

    /// Bytes of a sweep's name.
    package static let nameSizeBytes = 200

    /// Samples of a generated dataset.
    package static let samples = 100_000_000

    /// Weights and biases of one network: those of a pack, with their velocities, fit in a blob.
    package static let parameters = 16_000_000

    /// Seeds: the generator takes 32 bits, so that larger ones would repeat smaller ones.
    package static let seeds: ClosedRange<Int> = 0...Int(UInt32.max)
}
