/// How a run ended.
public enum RunOutcome: Hashable, Sendable {
    /// All epochs were trained.
    case finished

    /// The loss left the finite numbers in `epoch`, counted from 0: a result, not an error.
    case diverged(epoch: Int)

    /// The run could not be trained; `reason` says why.
    case failed(reason: String)
}
