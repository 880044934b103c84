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
