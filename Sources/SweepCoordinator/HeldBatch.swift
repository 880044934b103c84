internal import SweepCore
internal import SweepModel

/// What could not be committed because the disk is full, to be tried again.
struct HeldBatch {
    /// How long to wait between tries.
    static let retryInterval = Duration.seconds(1)

    let effects: [CoordinatorEffect]
    let retryAt: Instant
}
