/// The numbers recorded for each run after each epoch; raw values are the columns' names.
public enum Metric: String, Hashable, Sendable, CaseIterable {
    /// Loss of the epoch's last mini-batch, before its step: what the notebook plots.
    case lastBatchLoss = "last_batch_loss"

    /// Mean over the epoch's mini-batches of the loss before each step.
    case meanBatchLoss = "mean_batch_loss"

    /// Mean loss over all samples after the epoch.
    case loss

    /// Share of all samples that are classified right after the epoch, in 0...1.
    case accuracy
}
