internal import SQLite
internal import SweepModel
internal import TrainingModel

/// Reads how the runs of finished packs ended.
struct OutcomeReader {
    /// The connection, within a transaction.
    let database: SQLiteDatabase

    /// One outcome for each lane of a finished pack of `runCount` runs.
    func outcomes(of pack: PackID, runCount: Int) throws -> [RunOutcome] {
        let statement = try database.statement(
            "SELECT pack, lane, kind, epoch, reason FROM outcome WHERE pack = ?"
        )
        var outcomes = [RunOutcome](repeating: .finished, count: runCount)
        try statement.forEachRow([SQLiteValue(pack.rawValue)]) {
            try Self.enter($0, into: &outcomes, of: pack)
        }
        return outcomes
    }

    /// Enters the outcome of a row with the pack, the lane, the kind, the epoch and the reason.
    static func enter(
        _ row: SQLiteRow,
        into outcomes: inout [RunOutcome],
        of pack: PackID
    ) throws {
        let lane = try row.count(1)
        guard outcomes.indices.contains(lane) else {
            throw StoredValueError(column: "lane", value: "\(lane) in pack \(pack)")
        }
        outcomes[lane] =
            switch try row.words(verbatim: 2) {
            case "diverged": .diverged(epoch: try row.count(3))
            default: .failed(reason: try row.words(4))
            }
    }
}
