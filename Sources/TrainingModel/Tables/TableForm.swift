/// How a table in a CSV file is written, and which of its columns are features.
public struct TableForm: Hashable, Sendable {
    /// What stands between fields.
    public var separator: FieldSeparator

    /// What stands before the fraction of a number.
    public var decimal: DecimalMark

    /// Whether the first line names the columns; else they are numbered from 1.
    public var hasHeader: Bool

    /// The columns that are features, or `nil` for all that have no other use.
    public var features: [String]?

    /// The columns that are not read.
    public var excluded: [String]

    /// Describes a table; without arguments it is as RFC 4180 has it, and all columns are read.
    public init(
        separator: FieldSeparator = .comma,
        decimal: DecimalMark = .point,
        hasHeader: Bool = true,
        features: [String]? = nil,
        excluded: [String] = []
    ) {
        self.separator = separator
        self.decimal = decimal
        self.hasHeader = hasHeader
        self.features = features
        self.excluded = excluded
    }
}

/// What stands between the fields of a table.
public enum FieldSeparator: String, Hashable, Sendable, CaseIterable {
    /// As RFC 4180 has it.
    case comma = ","

    /// As spreadsheets write where the comma is a decimal mark.
    case semicolon = ";"

    /// As in files that end in `.tsv`.
    case tab = "\t"

    /// A vertical bar.
    case bar = "|"

    /// The separator as UTF-8.
    public var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        case .bar: UInt8(ascii: "|")
        }
    }

    /// What a spec may call it.
    public var word: String {
        switch self {
        case .comma: "comma"
        case .semicolon: "semicolon"
        case .tab: "tab"
        case .bar: "bar"
        }
    }
}

/// What stands before the fraction of a number.
public enum DecimalMark: String, Hashable, Sendable, CaseIterable {
    /// As in `1.5`.
    case point = "."

    /// As in `1,5`.
    case comma = ","

    /// The mark as UTF-8.
    public var byte: UInt8 {
        switch self {
        case .point: UInt8(ascii: ".")
        case .comma: UInt8(ascii: ",")
        }
    }

    /// What a spec may call it.
    public var word: String {
        switch self {
        case .point: "point"
        case .comma: "comma"
        }
    }
}
