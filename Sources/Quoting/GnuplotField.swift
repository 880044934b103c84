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
