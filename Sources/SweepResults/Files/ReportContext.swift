public import Digest

/// What a report says about where its numbers come from.
public struct ReportContext: Sendable {
    /// The resolved spec as text.
    public var specText: String

    /// SHA-256 of the spec, as the coordinator computes it.
    public var specDigest: Digest

    /// SHA-256 of the dataset's exact bits, by which workers fetch it.
    public var datasetDigest: Digest

    /// The command that repeats the sweep, for example `momentum sweep sweep.yaml`.
    public var command: String

    /// What went on beside the numbers and a reader should know, sentence by sentence; it stands on
    /// the page, but not in `report.json`, whose bytes depend on the spec alone.
    public var warnings: [String]

    /// What was said of the samples before they were trained on, and stands on the page again.
    public var notes: [String]

    /// Describes the origin of a sweep.
    ///
    /// - Parameters:
    ///   - specText: The resolved spec.
    ///   - specDigest: SHA-256 of the spec.
    ///   - datasetDigest: SHA-256 of the dataset.
    ///   - command: The command that repeats the sweep.
    ///   - warnings: What a reader should know besides.
    ///   - notes: What was said of the samples before they were trained on.
    public init(
        specText: String,
        specDigest: Digest,
        datasetDigest: Digest,
        command: String,
        warnings: [String] = [],
        notes: [String] = []
    ) {
        self.specText = specText
        self.specDigest = specDigest
        self.datasetDigest = datasetDigest
        self.command = command
        self.warnings = warnings
        self.notes = notes
    }
}
