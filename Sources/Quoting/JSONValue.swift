/// A JSON document whose members keep their order.
public indirect enum JSONValue: Sendable {
    /// `null`.
    case null

    /// `true` or `false`.
    case boolean(Bool)

    /// A number, spelled already.
    case number(String)

    /// A text.
    case string(String)

    /// Elements in order.
    case array([JSONValue])

    /// Members in order.
    case object([(String, JSONValue)])

    /// A whole number.
    public static func integer(_ value: some BinaryInteger) -> JSONValue { .number("\(value)") }

    /// The shortest text that reads back as `value`; `null` where JSON has no such number.
    public static func real(_ value: Double) -> JSONValue {
        value.isFinite ? .number("\(value)") : .null
    }

    /// The shortest text that reads back as `value`; `null` where JSON has no such number.
    public static func real(_ value: Float) -> JSONValue {
        value.isFinite ? .number("\(value)") : .null
    }

    /// The document on one line.
    public var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the document on one line.
    public func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): Self.append(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(contentsOf: ", ".utf8) }
                element.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(contentsOf: ", ".utf8) }
                Self.append(member.0, to: &bytes)
                bytes.append(contentsOf: ": ".utf8)
                member.1.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: escapes.quoted(text).utf8)
    }

    /// Beyond the basic plane JSON numbers the two halves of UTF-16 (RFC 8259, section 7).
    private static let escapes = StringEscapes(
        byte: { "\\u00" + $0 },
        short: { "\\u" + $0 },
        long: { scalar in
            scalar.utf16.map { "\\u" + StringEscapes.digits($0, 4) }.joined()
        }
    )
}
