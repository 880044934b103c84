/// A value for one place of a prepared statement.
enum Binding: ExpressibleByStringLiteral {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    /// Numbers as little-endian binary32, one after the other; NaN keeps its bits.
    case floats([Float])

    /// Wraps a name that stands in the source.
    init(stringLiteral text: String) { self = .text(text) }

    /// Wraps a number that fits, as all that are stored do.
    init(_ number: some BinaryInteger) { self = .integer(Int64(number)) }

    /// Wraps a number that may be missing.
    init(_ number: (some BinaryInteger)?) { self = number.map { Binding($0) } ?? .null }

    /// Wraps a text that may be missing.
    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
}
