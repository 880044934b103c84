internal import Quoting
public import TrainingModel

/// Something about samples that a person should know before training on them.
///
/// None is an error. Which of them to say depends on what is trained: runs of one class do no harm
/// to shuffled epochs, for example.
public enum DataObservation: Hashable, Sendable, CustomStringConvertible {
    /// The first column has no name of its own and counts the rows, so it is no feature.
    case leftOutRowNumbers(name: String)

    /// The samples come in long runs of one class.
    case longRuns(LabelRuns)

    /// A class is far more frequent in the training part than in one that is held out, or the
    /// other way round.
    case unevenParts(ClassShares)

    /// Two features that are not standardized differ a hundredfold in size.
    case differentRanges(largest: FeatureRange, smallest: FeatureRange)

    /// The values of a feature repeat within a class and never across: it may name groups.
    case likelyGroup(feature: String, valueCount: Int, sampleCount: Int)

    /// A column without a name, counted from 1 among the features, holds a different whole number
    /// in each row.
    case rowNumbers(column: Int, name: String, lowest: Double, highest: Double)

    /// The labels are numbers, and so many that they may be measured and not classes.
    case numericLabels(classCount: Int, sampleCount: Int)

    /// One or two sentences, with the numbers.
    public var description: String {
        switch self {
        case .leftOutRowNumbers(let name):
            "The first column "
                + (name.isEmpty ? "has no name" : "is named \(VisibleText.quoted(name))")
                + " and counts the rows, so it is left out, as "
                + "`exclude: [\(VisibleText.quoted(name))]` would; `features` could name it."
        case .longRuns(let runs):
            "The samples are in order of their class: \(runs.sampleCount.counted("sample")) make "
                + "\(runs.runCount.grouped) runs of one class, and the longest has "
                + "\(runs.longest.grouped) of class \(VisibleText.quoted(runs.className)). Without "
                + "shuffling, most batches hold a single class."
        case .unevenParts(let shares):
            "\(percent(shares.training)) of the training part and \(percent(shares.heldOut)) of "
                + "the \(shares.part.title) part are of class "
                + "\(VisibleText.quoted(shares.className)). The last samples are held "
                + "out; unless their order is that of time, leave `last` out, so that parts are "
                + "drawn."
        case .differentRanges(let largest, let smallest):
            "Features have very different ranges: \(largest), but \(smallest). Unless they are "
                + "standardized, the largest features decide what is learned."
        case .likelyGroup(let feature, let valueCount, let sampleCount):
            "Column \(VisibleText.quoted(feature)) has \(valueCount.grouped) values in "
                + "\(sampleCount.grouped) samples, and no value occurs in two classes. If it names "
                + "groups (patients, devices, days), split by group so that no group is in two "
                + "parts; if it was made from the label, leave it out."
        case .rowNumbers(let column, let name, let lowest, let highest):
            (name.isEmpty
                ? "Feature \(column) has no name"
                : "Feature \(column), \(VisibleText.quoted(name)), has no name of its own")
                + " and a different whole number in each row, from \(FeatureRange.text(lowest)) "
                + "to \(FeatureRange.text(highest)). It seems to number the rows, and is trained "
                + "on as a feature; leave it out with `exclude` if it does."
        case .numericLabels(let classCount, let sampleCount):
            "The labels are numbers, and \(classCount.grouped) of \(sampleCount.grouped) differ. "
                + "Each is a class of its own, and their order is not learned; is the right column "
                + "the label?"
        }
    }

    /// A share in whole percent.
    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

/// How the labels follow each other.
public struct LabelRuns: Hashable, Sendable {
    /// The number of samples.
    public let sampleCount: Int

    /// The number of runs of equal labels, as long as possible each.
    public let runCount: Int

    /// The samples of the longest run; of the first one if there are several.
    public let longest: Int

    /// The class of the longest run.
    public let className: String
}

/// How frequent a class is in the training part and in one that is held out.
public struct ClassShares: Hashable, Sendable {
    /// The class.
    public let className: String

    /// The part that is held out.
    public let part: SamplePart

    /// The class's share of the training part, in 0...1.
    public let training: Double

    /// The class's share of ``part``, in 0...1.
    public let heldOut: Double

    /// How far the shares are apart.
    var difference: Double { Swift.abs(heldOut - training) }
}

/// The smallest and the largest value of a feature.
public struct FeatureRange: Hashable, Sendable, CustomStringConvertible {
    /// The name of the feature.
    public let name: String

    /// The smallest value.
    public let lowest: Double

    /// The largest value.
    public let highest: Double

    /// The largest distance from 0.
    var size: Double { max(abs(lowest), abs(highest)) }

    /// For example `"hue" goes from 0.48 to 1.71`.
    public var description: String {
        "\(VisibleText.quoted(name)) goes from \(Self.text(lowest)) to \(Self.text(highest))"
    }

    /// A number as people write it, with the digits of a Float.
    static func text(_ number: Double) -> String {
        let text = "\(Float(number))"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
