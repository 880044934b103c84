internal import SweepModel

/// What the worker's loop tells a slot.
enum SlotCommand: Sendable {
    /// Train this after what is in hand.
    case train(TrainingJob)

    /// Forget this attempt.
    case stop(AttemptID)

    /// Wait after the current epoch.
    case hold

    /// Go on.
    case go

    /// Forget everything and end.
    case quit
}
