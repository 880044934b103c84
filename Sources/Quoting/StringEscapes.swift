/// Texts in double quotes with backslash escapes, as several languages spell them.
///
/// Printable ASCII stays, but for the quote and the backslash. Beyond it, what is not a letter,
/// number, mark, punctuation or symbol is escaped by its number; so no language's own view of what
/// is printable, or joins to its neighbour, matters.
struct StringEscapes: Sendable {
    /// How the language spells a control character below U+0100 that has no name of its own.
    let byte: @Sendable (String) -> String

    /// How it spells a scalar of the basic plane, given four digits.
    let short: @Sendable (String) -> String

    /// How it spells any other scalar.
    let long: @Sendable (Unicode.Scalar) -> String

    /// The escapes that YAML and Python share.
    static let backslash = StringEscapes(
        byte: { "\\x" + $0 },
        short: { "\\u" + $0 },
        long: { "\\U" + digits($0, 8) }
    )

    /// `text` in double quotes.
    func quoted(_ text: String) -> String {
        // Most texts are names of our own, and some documents hold millions.
        guard !text.utf8.allSatisfy(Self.isPlain) else { return "\"\(text)\"" }
        var quoted = UTF8Text(capacity: text.utf8.count + 16)
        quoted.append("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted.append("\\\"")
            case "\\": quoted.append("\\\\")
            case "\n": quoted.append("\\n")
            case "\t": quoted.append("\\t")
            case _ where Self.isPlain(scalar): quoted.append(scalar)
            case _ where scalar.value < 0x100: quoted.append(byte(Self.digits(scalar, 2)))
            case _ where scalar.value < 0x10000: quoted.append(short(Self.digits(scalar, 4)))
            default: quoted.append(long(scalar))
            }
        }
        quoted.append("\"")
        return quoted.string
    }

    /// The number of `scalar` in hexadecimal digits, at least `count`.
    static func digits(_ scalar: Unicode.Scalar, _ count: Int) -> String {
        digits(scalar.value, count)
    }

    /// `value` in hexadecimal digits, at least `count`.
    static func digits(_ value: some BinaryInteger, _ count: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x7F else { return scalar.value >= 0x20 }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            false
        default: true
        }
    }
}

/// Texts of Python programs.
public enum PythonLiteral {
    /// `text` as a string literal in double quotes on one line.
    ///
    /// - Source: The Python Language Reference, "String and Bytes literals".
    public static func quoted(_ text: String) -> String {
        StringEscapes.backslash.quoted(text)
    }
}

/// Texts of YAML files.
public enum YAMLScalar {
    /// `text` as a scalar in double quotes on one line; every text can be written so.
    ///
    /// - Source: YAML 1.1 and 1.2, "Escaped Characters" and "Double-Quoted Style".
    public static func quoted(_ text: String) -> String {
        StringEscapes.backslash.quoted(text)
    }
}
