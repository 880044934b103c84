/// Text from people and peers: what a name may not hold, and how the rest is made visible.
///
/// All functions look at Unicode scalars. A Swift `Character` may be a quote with a mark joined to
/// it, which then equals no quote.
public enum VisibleText {
    /// The first scalar of `text` that no name may hold, or `nil` if there is none.
    ///
    /// These are control characters but tab, line feed and a carriage return before one; the byte
    /// order mark, which readers take away; and the noncharacters. Most formats cannot carry them,
    /// and they cannot be read.
    public static func forbidden(in text: some StringProtocol) -> Unicode.Scalar? {
        forbiddenIndex(in: text).map { text.unicodeScalars[$0] }
    }

    /// Where the scalar of ``forbidden(in:)`` stands.
    public static func forbiddenIndex(in text: some StringProtocol) -> String.Index? {
        // Nearly all text is printable ASCII, which needs no closer look.
        guard text.utf8.contains(where: { !(0x20...0x7E).contains($0) }) else { return nil }
        let scalars = text.unicodeScalars
        return scalars.indices.first { index in
            guard isForbidden(scalars[index]) else { return false }
            let next = scalars.index(after: index)
            return scalars[index] != "\r" || next == scalars.endIndex || scalars[next] != "\n"
        }
    }

    /// How messages name a scalar, for example `U+001B`.
    public static func number(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// `text` with each scalar that no name may hold as `\u{…}`: what peers and old files said.
    public static func escaped(_ text: String) -> String {
        forbidden(in: text) == nil ? text : escaped(text, where: isForbidden)
    }

    /// `text` as a terminal or a log may show it: tabs and line feeds stay.
    ///
    /// Beside what ``escaped(_:)`` shows as `\u{…}`, these are format characters, which can turn
    /// the direction of writing or hide, and the separators of lines and paragraphs.
    public static func printable(_ text: String) -> String {
        isPrintable(text) ? text : escaped(text, where: isUnprintable)
    }

    /// `text` as one line of a log: as ``printable(_:)``, with spaces for tabs and `\n` for line
    /// feeds, so that a text cannot begin a line of its own.
    public static func line(_ text: String) -> String {
        var line = UTF8Text(capacity: text.utf8.count + 16)
        for scalar in printable(text).unicodeScalars {
            switch scalar {
            case "\n": line.append("\\n")
            case "\t": line.append(" " as Unicode.Scalar)
            default: line.append(scalar)
            }
        }
        return line.string
    }

    /// `text` in quotes on one line, and not all of it when it is long: for messages.
    public static func quoted(_ text: String, limit: Int = 60) -> String {
        let cut = String(text.unicodeScalars.prefix(limit))
        var quoted = UTF8Text(capacity: cut.utf8.count + 16)
        for scalar in line(cut).unicodeScalars {
            if scalar == "\"" { quoted.append("\\") }
            quoted.append(scalar)
        }
        return "\"" + quoted.string + "\"" + (cut.utf8.count < text.utf8.count ? "…" : "")
    }

    /// Whether no name may hold `scalar`.
    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case ..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF, 0xFEFF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    /// `scalar` by its number, for example `\u{1B}`.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }

    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        guard !isForbidden(scalar) else { return true }
        return switch scalar.properties.generalCategory {
        case .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A || $0 == 0x09 }
    }

    private static func escaped(
        _ text: String,
        where mustEscape: (Unicode.Scalar) -> Bool
    ) -> String {
        var escaped = UTF8Text(capacity: text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            if mustEscape(scalar) {
                escaped.append(escape(scalar))
            } else {
                escaped.append(scalar)
            }
        }
        return escaped.string
    }
}

/// A text that grows, in time that is proportional to its length.
///
/// A `String.UnicodeScalarView` copies itself again and again while it grows, and a `Character`
/// hides what joins to it.
struct UTF8Text {
    private var bytes: [UInt8] = []

    /// Starts without text, but with room.
    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// The text.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Appends `text`.
    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Appends one scalar.
    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            bytes.append(UInt8(ascii: scalar))
        } else {
            bytes.append(contentsOf: String(scalar).utf8)
        }
    }
}
