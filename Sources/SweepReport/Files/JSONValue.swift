/// A JSON document whose members keep their order.
package indirect enum JSONValue {
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
    package static func integer(_ value: some BinaryInteger) -> JSONValue { .number("\(value)") }

    /// The shortest text that reads back as `value`; `null` where JSON has no such number.
    package static func real(_ value: Double) -> JSONValue {
        value.isFinite ? .number("\(value)") : .null
    }

    /// The shortest text that reads back as `value`; `null` where JSON has no such number.
    package static func real(_ value: Float) -> JSONValue {
        value.isFinite ? .number("\(value)") : .null
    }

    /// A number that depends on the C library's logarithm, rounded to nine digits.
    package static func derived(_ value: Double) -> JSONValue { .real(NumberText.rounded(value)) }

    /// The document on one line.
    package var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the document on one line.
    package func append(to bytes: inout [UInt8]) {
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
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: "\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
