/// Why packed bytes cannot be unpacked.
public struct GzipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and how far the bytes could be unpacked.
    public let description: String

    /// The packed bytes end too early.
    static let early = GzipError(
        description: "is packed by gzip and ends too early; was it copied as a whole?"
    )

    /// The packed bytes are no gzip.
    static func damaged(_ reason: String, unpackedCount: Int) -> GzipError {
        GzipError(
            description:
                "is packed by gzip and damaged (\(reason)) behind \(unpackedCount) bytes of "
                + "its content; gzip -t FILE tells whether the file is whole"
        )
    }
}
