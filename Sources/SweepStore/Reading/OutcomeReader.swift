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
            "SELECT lane, kind, epoch, reason FROM outcome WHERE pack = ?"
        )
        var outcomes = [RunOutcome](repeating: .finished, count: runCount)
        try statement.forEachRow([SQLiteValue(pack.rawValue)]) { row in
            let lane = try row.count(0)
            guard outcomes.indices.contains(lane) else {
                throw StoredValueError(column: "lane", value: "\(lane) in pack \(pack)")
            }
            outcomes[lane] =
                switch try row.words(verbatim: 1) {
                case "diverged": .diverged(epoch: try row.count(2))
                default: .failed(reason: try row.words(3))
                }
        }
        return outcomes
    }
}
