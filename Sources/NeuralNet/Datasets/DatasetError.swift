internal import Quoting

/// Why bytes do not make a dataset: what is wrong, and where.
public struct DatasetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of problems.
    public enum Code: Sendable, Hashable {
        /// The file holds no bytes, or nothing but blank lines.
        case emptyFile

        /// The file has a header or dimensions, but no samples.
        case noSamples

        /// No column has the label's name.
        case missingLabelColumn

        /// No column has the name that the split says.
        case missingSplitColumn

        /// No column has the name of a feature, or of one to be excluded.
        case missingFeatureColumn

        /// A column that is to be a feature, or to be excluded, has another use.
        case featureHasOtherUse

        /// The split names the label's column.
        case labelSplits

        /// A row has nothing in the column of the split.
        case missingSplitCell

        /// The samples do not allow the split.
        case split

        /// A row has nothing in the label's column.
        case missingLabel

        /// There is no column but the label's.
        case noFeatures

        /// Two columns have the same name.
        case duplicateColumn

        /// A row has more or fewer fields than the header.
        case raggedRow

        /// A feature is not a decimal number.
        case notANumber

        /// A feature is infinite, not a number, or beyond the range of Float.
        case notFinite

        /// All samples are of the same class.
        case oneClass

        /// A quoted field goes on to the end of the file.
        case unterminatedQuote

        /// A quote stands where RFC 4180 allows none.
        case strayQuote

        /// A field is not UTF-8.
        case invalidUTF8

        /// A field holds a control character or a noncharacter.
        case forbiddenCharacter

        /// The bytes do not follow the format at all.
        case malformed

        /// The sizes that the file states do not fit its length, or each other.
        case sizeMismatch
    }

    /// The kind of the problem.
    public let code: Code

    /// The name of the file, as its reader was told.
    public let file: String

    /// The line, counted from 1, when the file has lines.
    public let line: Int?

    /// The name of the column, or `#` and its number from 1 when it has none.
    public let column: String?

    /// The text or number at fault.
    public let value: String?

    /// What is wrong and what is allowed.
    public let message: String

    /// Describes a problem.
    ///
    /// - Parameters:
    ///   - code: Its kind.
    ///   - file: The name of the file.
    ///   - line: The line, counted from 1.
    ///   - column: The name of the column.
    ///   - value: The text or number at fault.
    ///   - message: What is wrong and what is allowed.
    package init(
        _ code: Code,
        file: String,
        line: Int? = nil,
        column: String? = nil,
        value: String? = nil,
        message: String
    ) {
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.value = value
        self.message = message
    }

    /// One line such as `iris.csv, line 3, column "width", value "1,2": expected a decimal number`.
    public var description: String {
        var place = [file]
        if let line { place.append("line \(line)") }
        if let column { place.append("column \(VisibleText.quoted(column))") }
        if let value { place.append("value \(VisibleText.quoted(value))") }
        return "\(place.joined(separator: ", ")): \(message)"
    }
}
