public import SweepModel
public import SweepResults
internal import TrainingModel

/// What a person may choose about a report.
public struct ReportOptions: Sendable {
    /// Whether figures and page are made, or only the data files.
    public var drawsFigures: Bool

    /// Forms of the figures beside the SVG that the page needs.
    public var figureFormats: [FigureFormat]

    /// The accuracy, in 0...1, whose first epoch counts as reaching the target.
    public var targetAccuracy: Double

    /// The momentum that the others are compared with; `nil` is the lowest.
    public var baseline: Double?

    /// Which trained models are written.
    public var models: ModelSelection

    /// Collects choices.
    ///
    /// - Parameters:
    ///   - drawsFigures: Whether figures and page are made.
    ///   - figureFormats: Forms of the figures beside SVG.
    ///   - targetAccuracy: The accuracy to reach.
    ///   - baseline: The momentum to compare with; `nil` is the lowest.
    ///   - models: Which trained models are written.
    public init(
        drawsFigures: Bool = true,
        figureFormats: [FigureFormat] = [],
        targetAccuracy: Double = 0.9,
        baseline: Double? = nil,
        models: ModelSelection = .best
    ) {
        self.drawsFigures = drawsFigures
        self.figureFormats = figureFormats
        self.targetAccuracy = targetAccuracy
        self.baseline = baseline
        self.models = models
    }

    /// Checks that the choices fit a sweep.
    ///
    /// - Parameter plan: The sweep's plan.
    /// - Throws: ``ReportError`` if no run has the baseline, or the target is not a share.
    public func check(for plan: SweepPlan) throws {
        if let baseline, !plan.spec.axes.numbers(.momentum).contains(baseline) {
            let momenta = SweepResults.momenta(of: plan).map(NumberText.plain)
            throw ReportError(
                .option,
                "no run has the baseline momentum \(NumberText.plain(baseline)); the sweep has "
                    + momenta.joined(separator: ", ")
            )
        }
        guard (0...1).contains(targetAccuracy) else {
            throw ReportError(
                .option,
                "the target accuracy is a share in 0...1, not \(targetAccuracy)"
            )
        }
    }
}
