internal import Digest
internal import Quoting
internal import SQLite
internal import SweepModel
internal import TrainingModel

// Columns are read by these functions only: a damaged file must give an error, not a trap.
extension SQLiteRow {
    /// The whole number at `index`, from 0.
    func count(_ index: Int) throws -> Int { try required(optionalCount(index), index) }

    /// The whole number at `index`, from 0, or `nil` for NULL.
    func optionalCount(_ index: Int) throws -> Int? {
        isNull(index)
            ? nil : try required(integer(index).flatMap { $0 >= 0 ? Int($0) : nil }, index)
    }

    /// The number of epochs, or of an epoch, at `index`; no run has more than `Limits.epochs`.
    func epochs(_ index: Int) throws -> Int {
        try required(optionalCount(index).flatMap { $0 <= Limits.epochs ? $0 : nil }, index)
    }

    /// The runs of a pack: the number of the first one and how many they are.
    func range(first: Int, count: Int) throws -> RunRange {
        let (start, length) = (try self.count(first), try self.count(count))
        guard (1...Limits.runsPerPack).contains(length), start <= Int.max - length else {
            throw StoredValueError(column: name(count), value: "\(length) from run \(start)")
        }
        return RunRange(first: start, count: length)
    }

    /// The whole number at `index`, with a sign.
    func signed(_ index: Int) throws -> Int { Int(try required(integer(index), index)) }

    /// The scale of losses whose guess stands at `index` and whose floor stands behind it.
    func lossScale(_ index: Int) throws -> LossScale {
        let guess = try required(real(index), index)
        let floor = try required(real(index + 1), index + 1)
        guard let scale = LossScale(guess: guess, floor: floor) else {
            throw StoredValueError(column: name(index), value: "\(guess) with floor \(floor)")
        }
        return scale
    }

    /// The text at `index`.
    func words(verbatim index: Int) throws -> String { try required(text(index), index) }

    /// What a peer said, at `index`; an older build stored it with its control characters.
    func words(_ index: Int) throws -> String { VisibleText.escaped(try words(verbatim: index)) }

    /// The bytes at `index`.
    func bytes(_ index: Int, from offset: Int = 0) throws -> [UInt8] {
        try required(withBytes(index) { [UInt8]($0.dropFirst(offset)) }, index)
    }

    /// The case that is stored by its raw value at `index`.
    func name<Name: RawRepresentable<String>>(_ index: Int) throws -> Name {
        try required(Name(rawValue: words(verbatim: index)), index)
    }

    /// The case at `index`, or `nil` for NULL.
    func optionalName<Name: RawRepresentable<String>>(_ index: Int) throws -> Name? {
        isNull(index) ? nil : try name(index) as Name
    }

    /// The SHA-256 at `index`.
    func digest(_ index: Int) throws -> Digest {
        try required(Digest(bytes: bytes(index)), index)
    }

    /// The metrics whose numbers are stored at `index`, a byte for each.
    func metrics(_ index: Int) throws -> [Metric] {
        let metrics = try bytes(index).map { try required(Metric.withID(Int($0)), index) }
        // A column that stands twice would be read as the first one.
        return try required(Set(metrics).count == metrics.count ? metrics : nil, index)
    }

    /// The pack's number at `index`, which has a next one.
    func pack(_ index: Int) throws -> PackID {
        PackID(UInt64(try required(optionalCount(index).flatMap { $0 < .max ? $0 : nil }, index)))
    }

    /// The attempt's number at `index`.
    func attempt(_ index: Int) throws -> AttemptNumber {
        AttemptNumber(try required(UInt32(exactly: count(index)), index))
    }

    /// The worker whose number's bits are stored at `index`.
    func worker(_ index: Int) throws -> WorkerID {
        WorkerID(UInt64(bitPattern: try required(integer(index), index)))
    }

    /// The coordinator's count of starts at `index`.
    func incarnation(_ index: Int) throws -> Incarnation {
        Incarnation(try required(UInt32(exactly: count(index)), index))
    }

    private func required<Value>(_ value: Value?, _ index: Int) throws -> Value {
        guard let value else {
            throw StoredValueError(column: name(index), value: description(index))
        }
        return value
    }
}

/// A stored value that no version of this program writes.
struct StoredValueError: Error, Sendable, CustomStringConvertible {
    /// The column and the value, or which rows do not fit one another.
    let description: String

    /// As much of a value as is repeated.
    private static let longestValue = 80

    /// Describes rows that do not fit one another or the plan.
    init(_ description: String) { self.description = description }

    /// Describes the value found in `column`.
    init(column: String, value: String) {
        let start = String(String.UnicodeScalarView(value.unicodeScalars.prefix(Self.longestValue)))
        description = "column \(column) holds \(VisibleText.escaped(start))"
    }
}
