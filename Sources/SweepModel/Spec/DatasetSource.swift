/// Where the samples of a sweep come from.
public enum DatasetSource: Hashable, Sendable {
    /// Arms of a noisy spiral, made from a seed.
    case spiral(SpiralSource)

    /// A table with a header row.
    case csv(CSVSource)

    /// Images and labels in MNIST's file format.
    case idx(IDXSource)
}
