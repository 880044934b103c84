/// A piece of HTML, in which a text that is interpolated is escaped by itself.
///
/// What the source spells is markup; what is interpolated is text, unless it is ``HTML`` itself. So
/// no text becomes markup because somebody forgot to escape it, in an element or in an attribute.
///
/// ```swift
/// let cell: HTML = "<td title=\"\(name)\">\(name)</td>"
/// ```
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The markup.
    public private(set) var markup: String

    /// Nothing.
    public init() { markup = "" }

    /// Markup that the source spells.
    public init(stringLiteral value: String) { markup = value }

    /// Puts markup and texts together.
    public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    /// `text`, escaped.
    public init(text: String) { markup = Self.escaped(text) }

    /// Markup of another program that was checked tag by tag, or a script or style of our own.
    ///
    /// - Precondition: `markup` was made by code that lets no text become markup.
    public init(trusted markup: String) { self.markup = markup }

    /// A JSON document as the content of a `script` element that is no program.
    ///
    /// Nothing in it can end the element or open a comment: `<`, `>` and `&`, which stand in JSON
    /// only within texts, are spelled by their numbers.
    public init(embedding json: JSONValue) {
        var bytes: [UInt8] = []
        json.append(to: &bytes)
        var safe: [UInt8] = []
        safe.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): safe.append(contentsOf: "\\u003C".utf8)
            case UInt8(ascii: ">"): safe.append(contentsOf: "\\u003E".utf8)
            case UInt8(ascii: "&"): safe.append(contentsOf: "\\u0026".utf8)
            default: safe.append(byte)
            }
        }
        self.init(trusted: String(decoding: safe, as: UTF8.self))
    }

    /// Appends a piece.
    public static func += (html: inout HTML, piece: HTML) { html.markup += piece.markup }

    /// Two pieces, one after the other.
    public static func + (first: HTML, second: HTML) -> HTML {
        HTML(trusted: first.markup + second.markup)
    }

    /// Whether there is nothing.
    public var isEmpty: Bool { markup.isEmpty }

    /// `text` with everything replaced that means something in HTML, in its attributes or in XML.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: mayNeedEscape) else { return text }
        var escaped = UTF8Text(capacity: text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append("&amp;")
            case "<": escaped.append("&lt;")
            case ">": escaped.append("&gt;")
            case "\"": escaped.append("&quot;")
            case "'": escaped.append("&#39;")
            // A reader of HTML would turn it into a line feed.
            case "\r": escaped.append("&#13;")
            case _ where VisibleText.isForbidden(scalar):
                escaped.append(VisibleText.escape(scalar))
            default: escaped.append(scalar)
            }
        }
        return escaped.string
    }

    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte >= 0x7F || "&<>\"'".utf8.contains(byte)
    }

    /// Collects literal markup and escaped texts.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        /// Reserves room.
        public init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        /// Markup that the source spells.
        public mutating func appendLiteral(_ literal: String) { markup += literal }

        /// A text, escaped.
        public mutating func appendInterpolation(_ text: some CustomStringConvertible) {
            markup += HTML.escaped(text.description)
        }

        /// Markup.
        public mutating func appendInterpolation(_ html: HTML) { markup += html.markup }

        /// Pieces of markup, one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { markup += piece.markup }
        }
    }
}

extension [HTML] {
    /// All pieces, one after the other.
    public func joined() -> HTML { "\(self)" }
}
