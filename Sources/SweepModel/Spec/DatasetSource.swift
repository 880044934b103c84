public import TrainingModel

/// Where the samples of a sweep come from.
public enum DatasetSource: Hashable, Sendable {
    /// Arms of a noisy spiral, made from a seed.
    case spiral(SpiralSource)

    /// A table with a header row.
    case csv(CSVSource)

    /// Images and labels in MNIST's file format.
    case idx(IDXSource)
}

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

/// A table in a CSV file (RFC 4180).
public struct CSVSource: Hashable, Sendable {
    /// The file, relative to the spec's folder.
    public var path: String

    /// The name of the column that holds the classes.
    public var label: String

    /// Whether each feature is shifted to mean 0 and scaled to standard deviation 1.
    public var standardize: Bool

    /// How the file is written, and which of its columns are features.
    public var form: TableForm

    /// Describes a table.
    public init(
        path: String,
        label: String,
        standardize: Bool = false,
        form: TableForm = TableForm()
    ) {
        self.path = path
        self.label = label
        self.standardize = standardize
        self.form = form
    }
}

/// A pair of IDX files.
public struct IDXSource: Hashable, Sendable {
    /// The file of images, relative to the spec's folder.
    public var images: String

    /// The file of labels, relative to the spec's folder.
    public var labels: String

    /// Describes a pair of files.
    public init(images: String, labels: String) {
        self.images = images
        self.labels = labels
    }
}
