/// Words of a POSIX shell's command line.
public enum ShellWord {
    /// `text` as one word that means itself, in single quotes where it has to be.
    ///
    /// - Source: POSIX.1-2024, "Quoting".
    public static func quoted(_ text: String) -> String {
        guard text.isEmpty || !text.utf8.allSatisfy(isPlain) else { return text }
        var word = [UInt8(ascii: "'")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "'") {
                word.append(contentsOf: #"'\''"#.utf8)
            } else {
                word.append(byte)
            }
        }
        word.append(UInt8(ascii: "'"))
        return String(decoding: word, as: UTF8.self)
    }

    /// Whether a word of these bytes means itself to every shell without quotes.
    public static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ".,:/_-".utf8.contains(byte)
        }
    }
}
