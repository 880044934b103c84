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
