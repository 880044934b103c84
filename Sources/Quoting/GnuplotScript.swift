/// Commands of gnuplot, in which a text that is interpolated becomes a string literal by itself.
///
/// Names from files and peers do not belong here even so: they reach gnuplot as data, spelled by
/// ``GnuplotField``. Literals are for our own words.
///
/// ```swift
/// let command: GnuplotScript = "set xlabel \(title) offset \(0.5)"
/// ```
///
/// - Source: gnuplot 5.4, "Quote marks".
public struct GnuplotScript: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The commands.
    public private(set) var commands: String

    /// Commands that the source spells.
    public init(stringLiteral value: String) { commands = value }

    /// Puts commands and texts together.
    public init(stringInterpolation: StringInterpolation) {
        commands = stringInterpolation.commands
    }

    /// One command after the other.
    public static func + (first: GnuplotScript, second: GnuplotScript) -> GnuplotScript {
        "\(first)\(second)"
    }

    /// Appends commands.
    public static func += (script: inout GnuplotScript, piece: GnuplotScript) {
        script.commands += piece.commands
    }

    /// `text` as an expression whose value it is.
    ///
    /// In single quotes nothing is expanded: no `` `command` ``, no `@macro`, no `\escape`. Control
    /// characters stand in double quotes of their own, since a string ends with its line; and so do
    /// single quotes, since gnuplot 5.4 takes a doubled one at the start for an empty string.
    ///
    /// - Precondition: There is no NUL, which gnuplot's strings cannot hold.
    static func literal(_ text: String) -> String {
        precondition(!text.utf8.contains(0), "gnuplot's strings hold no NUL")
        var pieces: [String] = []
        for run in runs(of: text) {
            if run.isSpecial {
                pieces.append("\"\(run.bytes.map(GnuplotField.octal).joined())\"")
            } else {
                pieces.append("'\(String(decoding: run.bytes, as: UTF8.self))'")
            }
        }
        return switch pieces.count {
        case 0: "''"
        case 1: pieces[0]
        default: "(\(pieces.joined(separator: ".")))"
        }
    }

    /// The longest stretches of `text` that single quotes can hold, or cannot.
    private static func runs(of text: String) -> [(isSpecial: Bool, bytes: [UInt8])] {
        var runs: [(isSpecial: Bool, bytes: [UInt8])] = []
        for byte in text.utf8 {
            let isSpecial = byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "'")
            if runs.last?.isSpecial == isSpecial {
                runs[runs.count - 1].bytes.append(byte)
            } else {
                runs.append((isSpecial, [byte]))
            }
        }
        return runs
    }

    /// Collects literal commands, and texts as string literals.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var commands = ""

        /// Reserves room.
        public init(literalCapacity: Int, interpolationCount: Int) {
            commands.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        /// Commands that the source spells.
        public mutating func appendLiteral(_ literal: String) { commands += literal }

        /// A text, as a string literal.
        public mutating func appendInterpolation(_ text: String) {
            commands += GnuplotScript.literal(text)
        }

        /// A whole number.
        public mutating func appendInterpolation(_ number: some BinaryInteger) {
            commands += "\(number)"
        }

        /// A number that gnuplot takes for real, not for a whole one; `NaN` if it is not finite.
        public mutating func appendInterpolation(_ number: Double) {
            commands += number.isFinite ? "\(number)" : "NaN"
        }

        /// Commands.
        public mutating func appendInterpolation(_ script: GnuplotScript) {
            commands += script.commands
        }

        /// What remains of `comment` on one line: for a reader of the script.
        public mutating func appendInterpolation(comment: String) {
            // A backslash at the end of its line would join the next one to the comment.
            commands += VisibleText.line(comment) + " "
        }
    }
}

extension [GnuplotScript] {
    /// The pieces with `separator` between them.
    public func joined(separator: GnuplotScript) -> GnuplotScript {
        var script: GnuplotScript = ""
        for (index, piece) in enumerated() {
            if index > 0 { script += separator }
            script += piece
        }
        return script
    }
}

/// A text as one field of a data file that gnuplot reads.
///
/// - Source: gnuplot 5.4.4, as measured: a field in double quotes ends at the next one, and
///   backslashes begin escapes in it; octal escapes carry every byte but NUL.
public enum GnuplotField {
    /// `text` in double quotes; everything but letters, digits and a few harmless marks is octal.
    ///
    /// - Precondition: There is no NUL, which gnuplot's strings cannot hold.
    public static func quoted(_ text: String) -> String {
        precondition(!text.utf8.contains(0), "gnuplot's strings hold no NUL")
        var field = [UInt8(ascii: "\"")]
        var isAfterOctal = false
        for byte in text.utf8 {
            // gnuplot would read a fourth digit as a part of an escape that begins with 0.
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            isAfterOctal = !isPlain(byte) || isDigit && isAfterOctal
            field.append(contentsOf: isAfterOctal ? Array(octal(byte).utf8) : [byte])
        }
        field.append(UInt8(ascii: "\""))
        return String(decoding: field, as: UTF8.self)
    }

    /// A byte as a backslash and three octal digits.
    static func octal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: " _-.,:".utf8.contains(byte)
        }
    }
}
