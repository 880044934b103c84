/// A SHA-256 over exact bits.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// The length of every digest.
    public static let byteCount = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Wraps a computed digest, or returns `nil` unless there are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal digits, or returns `nil` for any other text.
    public init?(hexadecimal text: String) {
        guard let bytes = Hexadecimal.bytes(of: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 64 lower-case hexadecimal digits.
    public var description: String { Hexadecimal.text(of: bytes) }
}
