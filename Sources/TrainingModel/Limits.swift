/// Every bound of the system; higher targets add theirs in files of the same name.
public enum Limits {
    /// Runs that share a pack: the lanes of the widest vector.
    public static let runsPerPack = 16

    /// Epochs of one run.
    public static let epochs = 1_000_000

    /// Epochs that a run may go on without a lower validation loss before it stops.
    public static let patience = 100_000

    /// Samples of one mini-batch.
    public static let batch = 1 << 28

    /// Layers of a network, input and output included.
    public static let layers = 64

    /// Units of one layer.
    public static let units = 65_536

    /// Folds of a split.
    public static let folds = 10_000
}
