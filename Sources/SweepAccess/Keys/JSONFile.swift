internal import Foundation

/// The form in which keys are kept.
enum JSONFile {
    /// The only version of the files so far.
    static let version = 1

    /// Writes a value as JSON that is good to read.
    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value) + Data("\n".utf8)
    }

    /// Reads a value; `file` is its name in messages.
    ///
    /// - Throws: ``AccessError`` if the data are not what is expected.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ data: Data,
        file: String
    ) throws -> Value {
        let decoder = JSONDecoder()
        do {
            let version = try decoder.decode(Header.self, from: data).version
            guard version == Self.version else {
                throw AccessError(
                    .malformed,
                    "\(file): is of version \(version); this program reads \(Self.version)"
                )
            }
            return try decoder.decode(type, from: data)
        } catch let error as DecodingError {
            throw AccessError(.malformed, "\(file): \(reason(error))")
        }
    }

    /// Reads a date as ``text(of:)`` writes it.
    ///
    /// - Throws: ``AccessError`` with the text and what is allowed.
    static func date(_ text: String) throws -> Date {
        do {
            return try Date(text, strategy: .iso8601)
        } catch {
            throw AccessError(
                .malformed,
                "“expires”: “\(text)” is not a date such as 2027-01-15T08:00:00Z"
            )
        }
    }

    /// Writes a date to the second.
    static func text(of date: Date) -> String { date.formatted(.iso8601) }

    private struct Header: Decodable {
        let version: Int
    }

    /// The place and the fault, without the values: they may be secrets.
    private static func reason(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "“\(key.stringValue)” is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "“\(path(context))” has the wrong type"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "is not JSON" : "“\(path(context))” is not allowed"
        @unknown default: "cannot be read"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            .joined(separator: ".")
    }
}
