/// A number by which settings are compared; raw values are the data files' names.
enum Measure: String, CaseIterable {
    /// The loss over all samples after the last epoch.
    case loss

    /// The notebook's number: the loss of the last epoch's last mini-batch.
    case lastBatchLoss = "last_batch_loss"

    /// The lowest loss over all samples after any epoch.
    case bestLoss = "best_loss"

    /// The accuracy after the last epoch.
    case accuracy

    /// Epochs until the accuracy reached the target.
    case epochsToTarget = "epochs_to_target"

    /// The area under the loss curve.
    case lossArea = "loss_area"

    /// How much the loss curve goes up in all.
    case oscillation

    /// The measure of one run, or NaN.
    func value(of run: RunMeasures) -> Float {
        switch self {
        case .loss: run.loss
        case .lastBatchLoss: run.lastBatchLoss
        case .bestLoss: run.bestLoss
        case .accuracy: run.accuracy
        case .epochsToTarget: run.epochsToTarget
        case .lossArea: run.lossArea
        case .oscillation: run.oscillation
        }
    }

    /// What the page calls it.
    var title: String {
        switch self {
        case .loss: "final loss"
        case .lastBatchLoss: "last-batch loss"
        case .bestLoss: "best loss"
        case .accuracy: "accuracy"
        case .epochsToTarget: "epochs to target"
        case .lossArea: "area under loss"
        case .oscillation: "oscillation"
        }
    }
}

extension Measure {
    /// The place of the measure among its fellows.
    var position: Int {
        switch self {
        case .loss: 0
        case .lastBatchLoss: 1
        case .bestLoss: 2
        case .accuracy: 3
        case .epochsToTarget: 4
        case .lossArea: 5
        case .oscillation: 6
        }
    }
}
