internal import Quoting

extension JSONValue {
    /// A number that depends on the C library's logarithm, rounded to nine digits.
    static func derived(_ value: Double) -> JSONValue { .real(NumberText.rounded(value)) }
}
