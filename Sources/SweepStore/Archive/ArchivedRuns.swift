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

    /// Numbers of curves that are kept in memory, 256 MiB.
    private static let valuesInMemory = 64 << 20

    /// Calls `body` once for each run of the plan, in the order of the spec, between reads.
    ///
    /// While a coordinator writes, later runs may show a later state than earlier ones.
    ///
    /// - Throws: What `body` throws, or ``StoreError``.
    /// - Complexity: O(runs + epochs); packs of a sweep that is larger than what is kept in memory
    ///   are read once for each setting that is trained in them.
    public func forEachRun(_ body: (RunResult) throws -> Void) throws {
        let index = try archive.connection.read { try PackIndex($0) }
        // A pack holds runs of several settings, which the order of the spec takes apart.
        var kept: [PackID: ArchivedPack] = [:]
        var valuesInMemory = 0
        var current: (id: PackID, pack: ArchivedPack)?
        for place in 0..<plan.runCount {
            let run = plan.run(atPlace: place)
            guard let segment = index.segment(of: run.id.rawValue) else {
                let none = Curve(metrics: plan.spec.recordedMetrics, values: [], epochCount: 0)
                try body(RunResult(run: run, outcome: nil, curve: none, parameters: []))
                continue
            }
            var pack: ArchivedPack
            if let current, current.id == segment.pack {
                pack = current.pack
            } else if let known = kept[segment.pack] {
                pack = known
            } else {
                pack = try archive.connection.read { database in
                    try ArchivedPack(
                        database,
                        segment.pack,
                        parameterCount: PackShape(run.setting).parameterCount
                    )
                }
                // What is kept stays: with the next setting the first packs come first again.
                if valuesInMemory < Self.valuesInMemory {
                    valuesInMemory += pack.curve.valueCount
                    kept[segment.pack] = pack
                }
            }
            let lane = run.id.rawValue - segment.firstNumber
            try body(pack.result(of: run, lane: lane, from: archive.connection))
            // With the part of the parameters that was read last, which the next lane may share.
            current = (segment.pack, pack)
        }
    }

    /// What did not fit together while the sweep ran, in the order of its recording.
    ///
    /// - Throws: ``StoreError``.
    public func anomalies() throws -> [Anomaly] { try archive.anomalies() }
}
