internal import SweepModel
internal import TrainingModel

/// A training thread of a simulated worker.
struct TrainingSlot {
    /// What it trains, if anything.
    var pack: FakePack?

    /// Which job this is, so that events of earlier ones are told apart.
    var job = 0

    /// Trained epochs that were not reported yet.
    var pending: EpochBlock?

    /// When the state was saved last.
    var lastSave = Instant.zero

    /// How often the state is saved.
    var saveEvery = Duration.zero

    /// Whether an epoch is under way.
    var isBusy = false
}
