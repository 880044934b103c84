internal import SweepModel
internal import TrainingModel

extension WireAttempt {
    /// Writes an attempt's name.
    init(_ attempt: AttemptID) {
        pack = attempt.pack.rawValue
        number = attempt.number.rawValue
    }
}

extension AttemptID {
    /// Reads the attempt's name in `field`.
    ///
    /// - Throws: ``WireError`` for a number that is 0 or too large; an absent field counts as 0.
    init(_ wire: WireAttempt, _ field: String) throws(WireError) {
        guard let pack = Int(exactly: wire.pack), Checked.identifiers.contains(pack),
            Checked.counters.contains(Int(wire.number))
        else {
            throw WireError(
                .range,
                field,
                "is pack \(wire.pack) attempt \(wire.number), allowed are packs "
                    + "\(Checked.identifiers) and attempts \(Checked.counters)"
            )
        }
        self.init(pack: PackID(wire.pack), number: AttemptNumber(wire.number))
    }

    /// Reads at most as many attempts as a message may list.
    ///
    /// - Throws: ``WireError`` for too many, or for a faulty one.
    static func list(_ wire: [WireAttempt], _ field: String) throws(WireError) -> [AttemptID] {
        try Checked.list(wire, count: 0...Limits.attemptsPerMessage, field) {
            (wire) throws(WireError) in
            try AttemptID(wire, "attempt")
        }
    }
}
