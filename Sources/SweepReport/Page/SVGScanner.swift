/// Splits an SVG of gnuplot into tags and texts, byte by byte.
///
/// It knows what gnuplot writes and no more of XML. What it does not understand it skips; nothing
/// reaches the page but by way of ``InlineDrawing``, which takes only the tags that it knows.
struct SVGScanner: IteratorProtocol, Sequence {
    /// One piece of a file.
    enum Token {
        /// The start of an element; `isEmpty` if it is its end as well.
        case start(SVGTag, isEmpty: Bool)

        /// The end of an element.
        case end(String)

        /// What stands between tags, its entities replaced.
        case text(String)
    }

    private let bytes: [UInt8]
    private var position = 0

    /// Starts at the beginning of `text`.
    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next piece, or `nil` at the end.
    mutating func next() -> Token? {
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "<") { return .text(takeText()) }
            if skip("<!--") {
                skip(through: "-->")
            } else if skip("<?") {
                skip(through: "?>")
            } else if skip("</") {
                let name = takeName()
                skip(through: ">")
                return .end(name)
            } else {
                position += 1
                return takeElement()
            }
        }
        return nil
    }

    private mutating func takeElement() -> Token {
        let name = takeName()
        var tag = SVGTag(name: name)
        while position < bytes.count {
            skipSpace()
            if skip("/>") { return .start(tag, isEmpty: true) }
            if skip(">") { break }
            let attribute = takeName()
            // A byte that begins no attribute must not stop the scanner.
            guard !attribute.isEmpty else {
                position += 1
                continue
            }
            skipSpace()
            guard skip("=") else { continue }
            skipSpace()
            guard position < bytes.count, [0x22, 0x27].contains(bytes[position]) else { continue }
            let quote = bytes[position]
            position += 1
            let value = take { $0 == quote }
            position += 1
            tag.attributes.append((attribute, Self.decoded(value)))
        }
        // What a script says is no markup.
        if name == "script" { skip(through: "</script>") }
        return .start(tag, isEmpty: name == "script")
    }

    private mutating func takeText() -> String {
        Self.decoded(take { $0 == UInt8(ascii: "<") })
    }

    private mutating func takeName() -> String {
        String(decoding: take { " \t\r\n=/><\"'".utf8.contains($0) }, as: UTF8.self)
    }

    private mutating func take(until isEnd: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    private mutating func skipSpace() {
        while position < bytes.count, " \t\r\n".utf8.contains(bytes[position]) { position += 1 }
    }

    private mutating func skip(_ piece: StaticString) -> Bool {
        let isNext = piece.withUTF8Buffer { bytes[position...].starts(with: $0) }
        if isNext { position += piece.utf8CodeUnitCount }
        return isNext
    }

    private mutating func skip(through piece: StaticString) {
        while position < bytes.count, !skip(piece) { position += 1 }
    }

    /// The entities of XML that gnuplot writes.
    private static let entities: [(name: [UInt8], byte: UInt8)] = [
        ("lt;", 0x3C), ("gt;", 0x3E), ("quot;", 0x22), ("apos;", 0x27), ("amp;", 0x26),
    ].map { (Array($0.utf8), $1) }

    /// The text with its entities replaced, byte by byte: a mark may join to an ampersand.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            let entity = entities.first { byte == 0x26 && rest.starts(with: $0.name) }
            text.append(entity?.byte ?? byte)
            rest = rest.dropFirst(entity?.name.count ?? 0)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The start of an element of an SVG.
struct SVGTag {
    /// The element's name, for example `path`.
    let name: String

    /// The attributes in order, their entities replaced.
    var attributes: [(name: String, value: String)] = []

    /// The value of the attribute `name`.
    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}
