internal import SQLite
internal import SweepModel

/// The columns that name a stored blob.
struct BlobKey: Hashable {
    /// What stands for trained parameters in the place of a checkpoint's epoch.
    static let parametersEpoch = -1

    /// The attempt that sent it.
    let attempt: AttemptID

    /// The checkpoint's epoch, or ``parametersEpoch``.
    let epoch: Int

    /// Names a checkpoint, or trained parameters if `epoch` is ``parametersEpoch``.
    init(attempt: AttemptID, epoch: Int) {
        self.attempt = attempt
        self.epoch = epoch
    }

    /// Names the stored blob `name`, or returns `nil` for a dataset, which is never stored.
    init?(_ name: BlobName) {
        switch name {
        case .dataset: return nil
        case .checkpoint(let attempt, let epoch): (self.attempt, self.epoch) = (attempt, epoch)
        case .parameters(let attempt):
            (self.attempt, epoch) = (attempt, Self.parametersEpoch)
        }
    }

    /// The key as the first three values of a statement.
    var values: [SQLiteValue] { attempt.values + [SQLiteValue(epoch)] }
}
