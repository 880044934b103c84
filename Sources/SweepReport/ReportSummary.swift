public import Foundation

/// What a person at the terminal should hear about a finished report.
public struct ReportSummary: Sendable {
    /// The page, or `nil` if it was not asked for.
    public let page: URL?

    /// All files that were written, the folder of figures counting as one.
    public let files: [URL]

    /// The best setting in words, or `nil` if no run finished.
    public let bestSetting: String?

    /// The table of settings, line by line, for a terminal of 80 columns.
    public let tableLines: [String]

    /// What was found, the answer first.
    public let findings: [String]

    /// What a reader should be warned of.
    public let warnings: [String]

    /// Whether some runs have not ended yet.
    public let isPartial: Bool

    /// The runs that could not be trained.
    public let failedCount: Int

    /// The runs whose loss left the finite numbers.
    public let divergedCount: Int
}
