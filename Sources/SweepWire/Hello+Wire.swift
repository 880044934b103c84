internal import Digest
internal import FoundationEssentials
internal import SweepModel
internal import TrainingModel

extension WireHello {
    /// Writes an introduction.
    init(_ hello: Hello) {
        oldestVersion = UInt32(hello.versions.lowerBound)
        newestVersion = UInt32(hello.versions.upperBound)
        worker = hello.worker.rawValue
        label = hello.label.cut(toBytes: Limits.textSizeBytes)
        build = hello.build
        core = hello.core
        canary = Data(hello.canary.bytes)
        slots = UInt32(hello.slots)
        prefetch = UInt32(hello.prefetch)
        inventory = hello.inventory.map(WireInventoryLine.init)
    }
}

extension Hello {
    /// Reads an introduction.
    ///
    /// - Throws: ``WireError`` naming the first faulty field.
    init(_ wire: WireHello) throws(WireError) {
        let oldest = try Checked.integer(
            wire.oldestVersion,
            in: Checked.counters,
            "hello.oldest_version"
        )
        let newest = try Checked.integer(
            wire.newestVersion,
            in: oldest...Checked.counters.upperBound,
            "hello.newest_version"
        )
        guard wire.worker != 0 else {
            throw WireError(.missing, "hello.worker", "is 0, allowed is any other number")
        }
        let slots = try Checked.integer(
            wire.slots,
            in: 0...Limits.creditsPerWorker,
            "hello.slots"
        )
        self.init(
            versions: oldest...newest,
            worker: WorkerID(wire.worker),
            label: try Checked.text(wire.label, isRequired: true, "hello.label"),
            build: try Checked.text(wire.build, isRequired: true, "hello.build"),
            core: try Checked.text(wire.core, isRequired: true, "hello.core"),
            canary: try Checked.digest(wire.canary, "hello.canary"),
            slots: slots,
            prefetch: try Checked.integer(
                wire.prefetch,
                in: 0...Limits.creditsPerWorker - slots,
                "hello.prefetch"
            ),
            inventory: try InventoryLine.list(wire.inventory, "hello.inventory")
        )
    }
}

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
