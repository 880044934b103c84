/// A value for one place of a statement.
@usableFromInline
package enum SQLiteValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// NULL.
    case null

    /// A whole number.
    case integer(Int64)

    /// A text, which is copied.
    case text(String)

    /// Bytes, which are copied.
    case bytes([UInt8])

    /// Bytes that stay in their place while the statement runs; they are not copied.
    case buffer(UnsafeRawBufferPointer)

    /// Wraps a text that stands in the source.
    @inlinable
    package init(stringLiteral text: String) { self = .text(text) }

    /// Wraps a number that stands in the source.
    @inlinable
    package init(integerLiteral number: Int64) { self = .integer(number) }

    /// Wraps a number that fits 64 bits with a sign.
    @inlinable
    package init(_ number: some BinaryInteger) { self = .integer(Int64(number)) }

    /// Wraps a number that may be missing.
    @inlinable
    package init(_ number: (some BinaryInteger)?) {
        self = number.map { SQLiteValue($0) } ?? .null
    }

    /// Wraps a text that may be missing.
    package init(_ text: String?) { self = text.map { .text($0) } ?? .null }
}
