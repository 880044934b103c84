/// Blanks out comments, strings and raw identifiers, so that only code is searched for words.
///
/// Code inside of a string's interpolation counts as code. Line breaks stay where they are.
struct CodeScanner {
    private enum Mode {
        /// Code; within an interpolation, the number of its open parentheses.
        case code(openParentheses: Int)

        /// A string that began with so many `#`.
        case string(hashes: Int, isMultiline: Bool)
    }

    private let bytes: [UInt8]
    private var output: [UInt8]
    private var index = 0
    private var modes: [Mode] = [.code(openParentheses: 0)]

    private init(_ text: String) {
        bytes = Array(text.utf8)
        output = bytes
    }

    /// The code of `text`, of the same length in bytes.
    static func code(of text: String) -> String {
        var scanner = CodeScanner(text)
        while scanner.index < scanner.bytes.count { scanner.step() }
        return String(decoding: scanner.output, as: UTF8.self)
    }

    private mutating func step() {
        switch modes.last {
        case .code(let open): stepInCode(openParentheses: open)
        case .string(let hashes, let isMultiline):
            stepInString(hashes: hashes, isMultiline: isMultiline)
        case nil: preconditionFailure("the outermost code never ends")
        }
    }

    private mutating func stepInCode(openParentheses: Int) {
        if isNext("//") {
            blank(until: "\n")
        } else if isNext("/*") {
            blankBlockComment()
        } else if isNext("`") {
            blank(1)
            blank(until: "`")
            blank(1)
        } else if let hashes = hashesBeforeQuote() {
            blank(hashes)
            let isMultiline = isNext("\"\"\"")
            blank(isMultiline ? 3 : 1)
            modes.append(.string(hashes: hashes, isMultiline: isMultiline))
        } else if modes.count > 1, isNext("(") {
            modes[modes.count - 1] = .code(openParentheses: openParentheses + 1)
            index += 1
        } else if modes.count > 1, isNext(")") {
            if openParentheses == 1 {
                modes.removeLast()
            } else {
                modes[modes.count - 1] = .code(openParentheses: openParentheses - 1)
            }
            index += 1
        } else {
            index += 1
        }
    }

    private mutating func stepInString(hashes: Int, isMultiline: Bool) {
        let fence = Array(repeating: UInt8(ascii: "#"), count: hashes)
        let quotes = Array(repeating: UInt8(ascii: "\""), count: isMultiline ? 3 : 1)
        let escape = [UInt8(ascii: "\\")] + fence
        if isNext(escape + [UInt8(ascii: "(")]) {
            blank(escape.count)
            modes.append(.code(openParentheses: 0))
        } else if isNext(escape) {
            blank(escape.count + 1)
        } else if isNext(quotes + fence) {
            blank(quotes.count + hashes)
            modes.removeLast()
        } else {
            blank(1)
        }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if isNext("/*") {
                depth += 1
                blank(2)
            } else if isNext("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && index < bytes.count
    }

    /// The number of `#` before a quote that begins here, or `nil` if no string does.
    private func hashesBeforeQuote() -> Int? {
        let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = index + hashes
        return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    private func isNext(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[index...].starts(with: $0) }
    }

    private func isNext(_ text: [UInt8]) -> Bool { bytes[index...].starts(with: text) }

    private mutating func blank(until text: StaticString) {
        while index < bytes.count, !isNext(text) { blank(1) }
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] != UInt8(ascii: "\n") { output[index] = UInt8(ascii: " ") }
            index += 1
        }
    }
}
