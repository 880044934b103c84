internal import SweepModel
internal import TrainingModel

extension WireInventoryLine {
    /// Writes an attempt in hand.
    init(_ line: InventoryLine) {
        attempt = WireAttempt(line.attempt)
        state =
            switch line.state {
            case .waiting: .waiting
            case .training: .training
            case .finished: .finished
            }
        epoch = UInt32(line.epoch)
    }
}

extension InventoryLine {
    /// Reads an attempt in hand.
    ///
    /// - Throws: ``WireError`` for a faulty attempt, an unknown state or an impossible epoch.
    init(_ wire: WireInventoryLine) throws(WireError) {
        let state: State =
            switch wire.state {
            case .waiting: .waiting
            case .training: .training
            case .finished: .finished
            case .unspecified, .UNRECOGNIZED:
                throw WireError(
                    .unknownValue,
                    "state",
                    "is \(wire.state.rawValue), allowed are WAITING, TRAINING and FINISHED"
                )
            }
        self.init(
            attempt: try AttemptID(wire.attempt, "attempt"),
            state: state,
            epoch: try Checked.integer(wire.epoch, in: 0...Limits.epochs, "epoch")
        )
    }

    /// Reads at most as many lines as a message may list.
    ///
    /// - Throws: ``WireError`` for too many, or for a faulty one.
    static func list(
        _ wire: [WireInventoryLine],
        _ field: String
    ) throws(WireError) -> [InventoryLine] {
        try Checked.list(
            wire,
            count: 0...Limits.attemptsPerMessage,
            field,
            InventoryLine.init
        )
    }
}
