internal import GRDB
public import SweepModel

/// The results of an archive in the order of a plan.
///
/// A run's curve is that of the attempt that won its pack, or of the latest one while the pack is
/// open: the epochs of the attempts it went on from, then its own.
public struct ArchivedRuns: RunResultSource {
    /// The store.
    let archive: SweepArchive

    /// The plan of the store's sweep.
    let plan: SweepPlan

    /// Numbers of curves that are kept in memory, 64 MiB, beside those of the current pack.
    private static let valuesInMemory = 16 << 20

    /// Calls `body` once for each run of the plan, in the plan's order, between reads.
    ///
    /// While a coordinator writes, later runs may show a later state than earlier ones.
    ///
    /// - Throws: What `body` throws, or ``StoreError``.
    /// - Complexity: O(runs + epochs); memory for one pack of each of the groups that alternate.
    public func forEachRun(_ body: (RunResult) throws -> Void) throws {
        // The plan's order alternates between groups, each of which is cut into packs.
        var packs = [ArchivedPack?](repeating: nil, count: plan.groups.count)
        var valuesInMemory = 0
        let firstPlaces = firstPlaces()
        for index in 0..<plan.runCount {
            let run = plan.run(RunID(index))
            let (group, firstPlace) = firstPlaces[run.settingIndex]
            let place = firstPlace + index % plan.seeds.count
            var pack: ArchivedPack
            if let known = packs[group], known.places.contains(place) {
                pack = known
            } else {
                if valuesInMemory > Self.valuesInMemory {
                    packs = [ArchivedPack?](repeating: nil, count: plan.groups.count)
                    valuesInMemory = 0
                }
                pack = try ArchivedPack(archive.connection, plan: plan, group: group, place: place)
                valuesInMemory += pack.curve.valueCount
            }
            try body(pack.result(of: run, place: place, from: archive.connection))
            packs[group] = pack
        }
    }

    /// What did not fit together while the sweep ran, in the order of its recording.
    ///
    /// - Throws: ``StoreError``.
    public func anomalies() throws -> [Anomaly] { try archive.anomalies() }

    /// For each setting its group and the place of its first run within the group.
    private func firstPlaces() -> [(group: Int, place: Int)] {
        var places = [(group: Int, place: Int)](repeating: (0, 0), count: plan.settings.count)
        for (group, members) in plan.groups.enumerated() {
            for (position, settingIndex) in members.settingIndices.enumerated() {
                places[settingIndex] = (group, position * plan.seeds.count)
            }
        }
        return places
    }
}
