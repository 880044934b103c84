/// What a coordinator stores its sweep in: everything it has to know after a crash.
///
/// `SweepStore` is the real one; the simulation and the tests have models of it that keep the same
/// contract, which one suite of tests holds all of them to.
public protocol SweepStorage: AnyObject {
    /// The sweep as it is stored.
    ///
    /// - Throws: An error that ends the process when it cannot be read.
    func recover() throws -> RecoveredSweep

    /// Stores all of `records` or none of them, durably, before it returns.
    ///
    /// The same epochs or parts again are ignored; other bits for them become an anomaly.
    ///
    /// - Throws: An error that ends the process; only what was stored before is certain then.
    func commit(_ records: [StoreRecord]) throws -> CommitOutcome

    /// The stored bytes of a checkpoint or of trained parameters from `offset` to the end of the
    /// part in which it lies, or `nil` if they are not stored.
    ///
    /// - Throws: An error that ends the process when they cannot be read.
    func part(of name: BlobName, offset: Int) throws -> BlobPart?
}
