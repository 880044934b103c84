internal import Digest
internal import Foundation
internal import GRDB
internal import Quoting
internal import SweepModel
internal import TrainingModel

// Columns are read by these functions only: a damaged file must give an error, not a trap.
extension Row {
    /// The whole number at `index`, from 0.
    func count(_ index: Int) throws -> Int { try required(optionalCount(index), index) }

    /// The whole number at `index`, from 0, or `nil` for NULL.
    func optionalCount(_ index: Int) throws -> Int? {
        guard let value = stored(index) else { return nil }
        return try required(Int.fromDatabaseValue(value).flatMap { $0 >= 0 ? $0 : nil }, index)
    }

    /// The text at `index`.
    func text(_ index: Int) throws -> String {
        try required(stored(index).flatMap { String.fromDatabaseValue($0) }, index)
    }

    /// What a peer said, at `index`; an older build stored it with its control characters.
    func words(_ index: Int) throws -> String { VisibleText.escaped(try text(index)) }

    /// The bytes at `index`.
    func bytes(_ index: Int) throws -> [UInt8] {
        try withUnsafeData(atIndex: index) { try [UInt8](required($0, index)) }
    }

    /// The case that is stored by its raw value at `index`.
    func name<Name: RawRepresentable<String>>(_ index: Int) throws -> Name {
        try required(Name(rawValue: text(index)), index)
    }

    /// The case at `index`, or `nil` for NULL.
    func optionalName<Name: RawRepresentable<String>>(_ index: Int) throws -> Name? {
        stored(index) == nil ? nil : try name(index) as Name
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

    /// The pack's number at `index`.
    func pack(_ index: Int) throws -> PackID { PackID(UInt64(try count(index))) }

    /// The attempt's number at `index`.
    func attempt(_ index: Int) throws -> AttemptNumber {
        AttemptNumber(try required(UInt32(exactly: count(index)), index))
    }

    /// The worker whose number's bits are stored at `index`.
    func worker(_ index: Int) throws -> WorkerID {
        let bits = try required(stored(index).flatMap { Int64.fromDatabaseValue($0) }, index)
        return WorkerID(UInt64(bitPattern: bits))
    }

    /// The coordinator's count of starts at `index`.
    func incarnation(_ index: Int) throws -> Incarnation {
        Incarnation(try required(UInt32(exactly: count(index)), index))
    }

    private func stored(_ index: Int) -> DatabaseValue? {
        let value = self[index] as DatabaseValue
        return value.isNull ? nil : value
    }

    private func required<Value>(_ value: Value?, _ index: Int) throws -> Value {
        guard let value else {
            let column = Array(columnNames)[index]
            throw StoredValueError(column: column, value: "\(self[index] as DatabaseValue)")
        }
        return value
    }
}
