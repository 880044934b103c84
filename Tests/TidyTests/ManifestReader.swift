/// A value as a manifest spells it.
indirect enum ManifestValue: Equatable {
    /// A call such as `.target(name: "Digest")`.
    struct Call: Equatable {
        /// What is called, without its dot.
        let name: String

        /// What it is called with; a label may be empty.
        let arguments: [Argument]
    }

    /// An argument of a call.
    struct Argument: Equatable {
        let label: String
        let value: ManifestValue
    }

    case text(String)
    case list([ManifestValue])
    case call(Call)

    /// A word alone, such as `nil`.
    case word(String)
}

/// Reads the few forms of Swift that declarations of targets have.
struct ManifestReader {
    private let bytes: [UInt8]

    /// The same bytes with blanks for comments and strings.
    private let code: [UInt8]

    private var index = 0

    /// Starts at the beginning of `text`.
    init(_ text: String) {
        bytes = Array(text.utf8)
        code = Array(CodeScanner.code(of: text).utf8)
    }

    /// The next call of one of `names` that has a dot before its name; `nil` at the end.
    ///
    /// - Throws: ``Manifest/Misreading`` if its arguments have a form that is not known.
    mutating func nextCall(of names: [String]) throws -> ManifestValue.Call? {
        let heads = names.map { Array(".\($0)(".utf8) }
        while index < code.count {
            let rest = code[index...]
            let isAfterName = index > 0 && Self.isLetter(code[index - 1])
            if !isAfterName, heads.contains(where: rest.starts(with:)),
                case .call(let call) = try value()
            {
                return call
            }
            index += 1
        }
        return nil
    }

    private mutating func value() throws -> ManifestValue {
        skipBlanks()
        if take("\"") { return .text(try restOfString()) }
        if take("[") { return .list(try items(until: "]") { try $0.value() }) }
        _ = take(".")
        let name = word()
        guard !name.isEmpty else { throw misreading("a value") }
        guard take("(") else { return .word(name) }
        return .call(
            ManifestValue.Call(name: name, arguments: try items(until: ")", Self.argument))
        )
    }

    private static func argument(_ reader: inout ManifestReader) throws -> ManifestValue.Argument {
        reader.skipBlanks()
        let start = reader.index
        let label = reader.word()
        reader.skipBlanks()
        if !label.isEmpty, reader.take(":") {
            return ManifestValue.Argument(label: label, value: try reader.value())
        }
        reader.index = start
        return ManifestValue.Argument(label: "", value: try reader.value())
    }

    /// What stands between commas, the last of which may be missing.
    private mutating func items<Item>(
        until end: Unicode.Scalar,
        _ read: (inout ManifestReader) throws -> Item
    ) throws -> [Item] {
        var items: [Item] = []
        skipBlanks()
        while !take(end) {
            items.append(try read(&self))
            skipBlanks()
            let hasComma = take(",")
            skipBlanks()
            guard hasComma || bytes[index...].first == UInt8(ascii: end) else {
                throw misreading("a comma or \(end)")
            }
        }
        return items
    }

    private mutating func restOfString() throws -> String {
        let text = bytes[index...].prefix { $0 != UInt8(ascii: "\"") }
        guard text.endIndex < bytes.count, !text.contains(where: { "\\\n".utf8.contains($0) })
        else {
            throw misreading("a plain string")
        }
        index = text.endIndex + 1
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func word() -> String {
        let letters = bytes[index...].prefix(while: Self.isLetter)
        index = letters.endIndex
        return String(decoding: letters, as: UTF8.self)
    }

    /// Passes over white space and comments, which are blank in the code.
    private mutating func skipBlanks() {
        while index < bytes.count, " \n".utf8.contains(code[index]),
            bytes[index] != UInt8(ascii: "\"")
        {
            index += 1
        }
    }

    private mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: letter) else { return false }
        index += 1
        return true
    }

    private func misreading(_ expected: String) -> Manifest.Misreading {
        let line = bytes[..<min(index, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
        return Manifest.Misreading(message: "line \(line): \(expected) is expected")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        let scalar = Unicode.Scalar(byte)
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || byte == 0x5F
    }
}
