internal import Quoting

/// Why samples cannot be split as a rule says: with the numbers, and what is allowed.
public struct SplitError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of problems.
    public enum Code: Hashable, Sendable {
        /// A share is not a number from 0 to below 1.
        case share

        /// Both shares are 0.
        case nothingHeldOut

        /// The shares leave no sample, or no group, to train on.
        case noTraining

        /// A seed is beyond what NumPy's generator takes.
        case seed

        /// There are fewer than two folds, or more than samples or the limit.
        case foldCount

        /// There are fewer groups than parts or folds.
        case tooFewGroups

        /// A class has fewer members than parts or folds.
        case tooFewMembers

        /// A part has no sample of a class.
        case missingClass

        /// A part or fold has no sample.
        case emptyPart

        /// A word in the column of parts names none.
        case unknownPart

        /// The column of parts holds words and numbers of folds.
        case mixedParts

        /// The data have no columns.
        case noColumns
    }

    /// The kind of the problem.
    public let code: Code

    /// The value at fault, if it is one.
    public let value: String?

    /// The sample at fault, from 0, if it is one.
    public let sample: Int?

    /// What is wrong and what is allowed; without ``value`` where a sample is at fault.
    public let message: String

    /// Describes a problem.
    init(_ code: Code, value: String? = nil, sample: Int? = nil, _ message: String) {
        self.code = code
        self.value = value
        self.sample = sample
        self.message = message
    }

    /// One line such as `sample 3, value "trian": expected train, validation, test or …`.
    public var description: String {
        guard let sample else { return message }
        return "sample \(sample), value \(VisibleText.quoted(value ?? "")): \(message)"
    }
}
