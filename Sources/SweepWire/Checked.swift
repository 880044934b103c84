internal import Digest
internal import FoundationEssentials
internal import Quoting
internal import SweepModel
internal import TrainingModel

/// Turns fields from a peer into numbers, texts and lists that are within their limits.
///
/// Nothing here traps, whatever the peer sent.
enum Checked {
    /// The identifiers that fit a signed 64-bit number, as the store keeps them, from 1.
    static let identifiers = 1...Int.max

    /// The numbers that are counted up by one somewhere, from 1: never near to overflow.
    static let counters = 1...Int(Int32.max)

    /// Adds `field` to the path of what goes wrong in `body`.
    static func within<Value>(
        _ field: @autoclosure () -> String,
        _ body: () throws(WireError) -> Value
    ) throws(WireError) -> Value {
        do { return try body() } catch { throw error.inside(field()) }
    }

    /// `value` as an integer of `range`.
    static func integer(
        _ value: some FixedWidthInteger,
        in range: ClosedRange<Int>,
        _ field: String
    ) throws(WireError) -> Int {
        guard let integer = Int(exactly: value), range.contains(integer) else {
            throw WireError(.range, field, "is \(value), allowed is \(range)")
        }
        return integer
    }

    /// `value` as a finite number of `range`.
    static func number(
        _ value: Double,
        in range: some RangeExpression<Double>,
        _ field: String
    ) throws(WireError) -> Double {
        guard value.isFinite else {
            throw WireError(.notFinite, field, "is \(value), allowed are finite numbers")
        }
        guard range.contains(value) else {
            throw WireError(.range, field, "is \(value), allowed is \(range)")
        }
        return value
    }

    /// `nanoseconds` as a duration of `range`.
    static func duration(
        nanoseconds: UInt64,
        in range: ClosedRange<Duration>,
        _ field: String
    ) throws(WireError) -> Duration {
        guard let count = Int64(exactly: nanoseconds), range.contains(.nanoseconds(count)) else {
            throw WireError(.range, field, "is \(nanoseconds) ns, allowed is \(range)")
        }
        return .nanoseconds(count)
    }

    /// `text` if its length in UTF-8 bytes is allowed; control characters in it are made visible,
    /// since what peers say reaches terminals, logs and pages.
    static func text(
        _ text: String,
        isRequired: Bool,
        _ field: String
    ) throws(WireError) -> String {
        let allowed = (isRequired ? 1 : 0)...Limits.textSizeBytes
        guard allowed.contains(text.utf8.count) else {
            throw WireError(.length, field, "has \(text.utf8.count) bytes, allowed is \(allowed)")
        }
        return VisibleText.escaped(text).cut(toBytes: Limits.textSizeBytes)
    }

    /// `data` as a SHA-256.
    static func digest(_ data: Data, _ field: String) throws(WireError) -> Digest {
        guard data.count == Digest.byteCount, let digest = Digest(bytes: [UInt8](data)) else {
            throw WireError(
                .length,
                field,
                "has \(data.count) bytes, allowed are \(Digest.byteCount)"
            )
        }
        return digest
    }

    /// Converts each element of a list whose length is allowed.
    static func list<Element, Value>(
        _ elements: [Element],
        count allowed: ClosedRange<Int>,
        _ field: String,
        _ convert: (Element) throws(WireError) -> Value
    ) throws(WireError) -> [Value] {
        guard allowed.contains(elements.count) else {
            throw WireError(.count, field, "has \(elements.count) elements, allowed is \(allowed)")
        }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let value = try within("\(field)[\(index)]") { () throws(WireError) in
                try convert(element)
            }
            values.append(value)
        }
        return values
    }
}

extension String {
    /// The text as far as its whole characters fit `limit` UTF-8 bytes.
    func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
