package import SweepModel

/// The modelled store as what a coordinator stores in, for the tests that hold all stores to one
/// contract.
package final class StoreModel: SweepStorage {
    private var store = SimulatedStore()

    /// Makes the store of a new sweep.
    package init() {}

    package func recover() -> RecoveredSweep { store.recovered }

    package func commit(_ records: [StoreRecord]) throws -> CommitOutcome {
        let before = store
        do throws(BrokenInvariant) {
            for record in records { try store.apply(record) }
        } catch {
            store = before
            throw error
        }
        return .committed(anomalies: Array(store.anomalies.dropFirst(before.anomalies.count)))
    }

    package func part(of name: BlobName, offset: Int) -> BlobPart? {
        store.part(of: name, offset: offset)
    }
}
