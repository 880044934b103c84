/// Samples to train on: a matrix of features, a class for each row, and the names of the classes.
public struct Dataset: Sendable, Hashable {
    /// The features in row-major order, shape [``count``, ``width``]; all finite.
    public let features: [Float]

    /// The class of each sample, in 0..<``classCount``.
    public let labels: [Int32]

    /// The number of features that one sample has; at least 1.
    public let width: Int

    /// The name of each class, for messages and pictures; at least two.
    public let classNames: [String]

    /// Puts samples together.
    ///
    /// - Parameters:
    ///   - features: The rows one after the other.
    ///   - labels: The class of each row.
    ///   - width: The number of features of one row.
    ///   - classNames: The name of each class.
    /// - Precondition: At least one sample, one feature and two classes; one label for each row;
    ///   each label names a class; all features are finite.
    public init(features: [Float], labels: [Int32], width: Int, classNames: [String]) {
        precondition(width >= 1, "a sample has at least one feature, not \(width)")
        precondition(!labels.isEmpty, "a dataset has at least one sample")
        precondition(classNames.count >= 2, "a dataset has at least two classes")
        precondition(
            features.count == labels.count * width,
            "\(features.count) features are not \(labels.count) rows of \(width)"
        )
        let classes = 0..<Int32(classNames.count)
        precondition(labels.allSatisfy(classes.contains), "each label is in \(classes)")
        precondition(features.allSatisfy(\.isFinite), "each feature is finite")
        self.features = features
        self.labels = labels
        self.width = width
        self.classNames = classNames
    }

    /// The number of samples.
    public var count: Int { labels.count }

    /// The number of classes.
    public var classCount: Int { classNames.count }

    /// The same samples, with what `name` makes of each class's name.
    public func renamingClasses(_ name: (String) -> String) -> Dataset {
        let names = classNames.map(name)
        guard names != classNames else { return self }
        return Dataset(features: features, labels: labels, width: width, classNames: names)
    }
}
