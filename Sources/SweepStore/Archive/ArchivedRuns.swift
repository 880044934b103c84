internal import SQLite
public import SweepModel
internal import TrainingModel

/// The results of an archive in the order of the spec.
///
/// A run's curve is that of the attempt that won its pack, or of the latest one while the pack is
/// open: the epochs of the attempts it went on from, then its own.
public struct ArchivedRuns: RunResultSource {
    /// The store.
    let archive: SweepArchive

    /// The plan of the store's sweep.
    let plan: SweepPlan

    /// Whether all rows were checked, so that a run that has ended must have its numbers.
    var isChecked = false

    /// Numbers of curves that are kept in memory, 256 MiB.
    private static let valuesInMemory = 64 << 20

    /// Runs that are read at once, so that the store is locked and unlocked once for all of them.
    private static let runsAtOnce = 256

    /// Numbers of runs that are read at once, 256 KiB, but for the last run.
    private static let valuesAtOnce = 1 << 16

    /// Calls `body` once for each run that is asked for, in the order of the spec, between reads.
    ///
    /// While a coordinator writes, later runs may show a later state than earlier ones.
    ///
    /// - Parameters:
    ///   - parts: What is needed of each run; nothing else is read.
    ///   - settings: The indices of the settings whose runs are needed; `nil` is all.
    ///   - body: Takes a run in.
    /// - Throws: What `body` throws, or ``StoreError``.
    /// - Complexity: O(runs + epochs); packs of a sweep that is larger than what is kept in memory
    ///   are read once for each setting that is trained in them.
    public func forEachRun(
        _ parts: RunParts,
        of settings: Set<Int>?,
        _ body: (RunResult) throws -> Void
    ) throws {
        var reader = RunReader(
            plan: plan,
            parts: parts,
            index: try archive.connection.read { try PackIndex($0) },
            valuesInMemory: Self.valuesInMemory,
            isChecked: isChecked
        )
        var next = 0
        while next < plan.runCount {
            var batch: [RunResult] = []
            var valueCount = 0
            try archive.connection.read { database in
                while next < plan.runCount, batch.count < Self.runsAtOnce,
                    valueCount < Self.valuesAtOnce
                {
                    let run = plan.run(atPlace: next)
                    next += 1
                    guard settings?.contains(run.settingIndex) ?? true else { continue }
                    let result = try reader.result(of: run, in: database)
                    valueCount += result.curve.values.count + result.parameters.count
                    batch.append(result)
                }
            }
            for result in batch { try body(result) }
        }
    }

    /// What did not fit together while the sweep ran, in the order of its recording.
    ///
    /// - Throws: ``StoreError``.
    public func anomalies() throws -> [Anomaly] { try archive.anomalies() }
}

/// Reads runs one after the other, and keeps packs that later runs need again.
private struct RunReader {
    let plan: SweepPlan

    /// What is needed of each run.
    let parts: RunParts

    let index: PackIndex

    /// Numbers that may still be kept.
    var valuesInMemory: Int

    /// Whether all rows were checked when the archive was opened.
    let isChecked: Bool

    /// A pack holds runs of several settings, which the order of the spec takes apart.
    private var kept: [PackID: ArchivedPack] = [:]
    private var current: (id: PackID, pack: ArchivedPack)?

    init(
        plan: SweepPlan,
        parts: RunParts,
        index: PackIndex,
        valuesInMemory: Int,
        isChecked: Bool
    ) {
        self.plan = plan
        self.parts = parts
        self.index = index
        self.valuesInMemory = valuesInMemory
        self.isChecked = isChecked
    }

    /// Whether a run's last epoch says all that is needed of its curve.
    private var needsLastEpochOnly: Bool { parts == .scores && plan.spec.choice == .final }

    /// Reads what is known of `run`, within a transaction.
    mutating func result(of run: Run, in database: SQLiteDatabase) throws -> RunResult {
        guard let segment = index.segment(of: run.id.rawValue) else {
            let none = Curve(metrics: plan.spec.recordedMetrics, values: [], epochCount: 0)
            return RunResult(run: run, outcome: nil, curve: none, parameters: [])
        }
        var pack = try pack(segment.pack, of: run, in: database)
        let lane = run.id.rawValue - segment.firstNumber
        let keptCount = pack.keptPartCount
        let result = try pack.result(
            of: run,
            lane: lane,
            parts: parts,
            in: database,
            room: &valuesInMemory
        )
        guard !isChecked || isComplete(result, in: pack) else {
            throw StoredValueError("run \(run.id) is said to have ended, but lacks numbers")
        }
        if pack.keptPartCount > keptCount { kept[segment.pack] = pack }
        // With the part of the parameters that was read last, which the next lane may share.
        current = (segment.pack, pack)
        return result
    }

    /// Whether the numbers of a run that has ended are there: another store may have taken the
    /// place of the one that was checked.
    private func isComplete(_ result: RunResult, in pack: ArchivedPack) -> Bool {
        let needed: Int
        switch result.outcome {
        case .finished where needsLastEpochOnly: needed = 1
        case .finished:
            let (choice, losses) = (plan.spec.choice, result.curve[.validationLoss])
            guard !choice.isByValidation || losses.allSatisfy(\.isFinite) else { return false }
            needed = choice.stoppingEpochCount(of: losses) ?? plan.spec.epochs
        case .diverged(let epoch): needed = needsLastEpochOnly ? 0 : epoch + 1
        case .failed, nil: return true
        }
        return (needed == 0 || result.curve.metrics == plan.spec.recordedMetrics)
            && result.curve.epochCount >= needed
            && (parts == .scores || result.parameters.count == pack.parameterCount)
    }

    private mutating func pack(
        _ id: PackID,
        of run: Run,
        in database: SQLiteDatabase
    ) throws -> ArchivedPack {
        if let current, current.id == id { return current.pack }
        if let known = kept[id] { return known }
        let pack = try ArchivedPack(
            database,
            id,
            parameterCount: PackShape(run.setting).parameterCount,
            choice: plan.spec.choice,
            lastEpoch: needsLastEpochOnly ? plan.spec.epochs - 1 : nil
        )
        // What is kept stays: with the next setting the first packs come first again.
        if valuesInMemory > 0 {
            valuesInMemory -= pack.curve.valueCount
            kept[id] = pack
        }
        return pack
    }
}
