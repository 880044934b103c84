internal import Foundation

/// Small JSON objects with their keys in the given order.
enum JSONText {
    /// A value of an object.
    enum Value {
        case text(String)
        case number(Int)
        case decimal(Double)
        case flag(Bool)
        case texts([String])
    }

    /// One object on one line.
    static func object(_ members: [(String, Value)]) -> String {
        "{" + members.map { "\(quoted($0.0)): \(text(of: $0.1))" }.joined(separator: ", ") + "}"
    }

    /// A line of JSON that means the same, with escapes for what a terminal would obey.
    ///
    /// Such characters stand only within strings, so each can become an escape of JSON.
    static func escaped(_ line: String) -> String {
        var escaped = ""
        for scalar in line.unicodeScalars {
            guard !PlainText.isHarmless(scalar) else {
                escaped.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                escaped += "\\u" + String(format: "%04x", Int(unit))
            }
        }
        return escaped
    }

    private static func text(of value: Value) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .number(let number): "\(number)"
        case .decimal(let number): number.isFinite ? "\(number)" : "null"
        case .flag(let flag): "\(flag)"
        case .texts(let texts): "[" + texts.map(quoted).joined(separator: ", ") + "]"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value):
                quoted += "\\u" + String(format: "%04x", scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
