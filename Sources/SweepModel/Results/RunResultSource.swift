/// Something that can walk through a sweep's results run by run, so that they need not fit in
/// memory.
public protocol RunResultSource {
    /// Calls `body` once for each run of the plan, in the plan's order.
    ///
    /// - Throws: What `body` throws, or an error of the storage.
    func forEachRun(_ body: (RunResult) throws -> Void) throws

    /// What did not fit together while the sweep ran, in the order of its recording.
    ///
    /// - Throws: An error of the storage.
    func anomalies() throws -> [Anomaly]
}
