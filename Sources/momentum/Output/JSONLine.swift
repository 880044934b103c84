internal import Foundation

/// Figures as one line of JSON.
enum JSONLine {
    /// `value` as one line, with the names of its members in snake case and sorted.
    ///
    /// - Throws: `EncodingError` for a number that JSON cannot spell.
    static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
