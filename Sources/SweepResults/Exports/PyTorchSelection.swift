internal import TrainingModel

/// The lines of a Python program that keep the state of the epoch with the lowest validation loss,
/// and end the training when it has not fallen for a while.
///
/// Losses are Float numbers in the program, too, and compared as the sweep does. Without a choice
/// by validation loss the program is as if there were no such lines.
struct PyTorchSelection {
    private let choice: EpochChoice

    /// Writes the lines for `choice`.
    init(_ choice: EpochChoice) { self.choice = choice }

    /// What stands before the first epoch.
    var start: String {
        guard choice.isByValidation else { return "" }
        let rule = choice.stopping.map { rule in
            "PATIENCE, MINIMUM_DELTA = \(rule.patience), \(rule.minimumDelta)\n"
        }
        return (rule ?? "") + "chosen, best, validation_losses = 0, None, []\n"
    }

    /// What stands before the numbers of an epoch are printed, indented twice.
    var measurement: String {
        choice.isByValidation ? "validation = measure(held_x, held_y)\n        " : ""
    }

    /// The numbers of the validation samples, as arguments.
    var validation: String {
        choice.isByValidation ? "*validation, " : "*measure(held_x, held_y), "
    }

    /// What stands after them, and after the last epoch.
    var end: String {
        guard choice.isByValidation else { return "" }
        let stop =
            choice.stopping == nil
            ? ""
            : """

                before, last = validation_losses[:-PATIENCE], validation_losses[-PATIENCE:]
                if before and not min(last) < min(before) - MINIMUM_DELTA:
                    break
            """
        return """

                if validation[0] < min(validation_losses, default=float("inf")):
                    chosen, best = epoch, {k: v.clone() for k, v in model.state_dict().items()}
                validation_losses.append(validation[0])\(stop)
            if best is not None:
                model.load_state_dict(best)
            print(f"epoch {chosen} has the lowest validation loss and is taken", file=sys.stderr)
            """
    }
}
