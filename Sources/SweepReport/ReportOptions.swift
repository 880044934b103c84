public import SweepModel
public import SweepResults
public import TrainingModel

/// What a person may choose about a report.
public struct ReportOptions: Sendable {
    /// Whether figures and page are made, or only the data files.
    public var drawsFigures: Bool

    /// Forms of the figures beside the SVG that the page needs.
    public var figureFormats: [FigureFormat]

    /// The accuracy, in 0...1, whose first epoch counts as reaching the target; `nil` is half way
    /// from the largest class's share to what the best setting reaches.
    public var targetAccuracy: Double?

    /// The axis along which settings are compared; `nil` is the momentum if it varies, else the
    /// first that does.
    public var axis: Axis?

    /// The value of the axis that the others are compared with, as specs write it; `nil` is the
    /// first one.
    public var baseline: String?

    /// Which trained models are written.
    public var models: ModelSelection

    /// The most choices of an ensemble, a run that is chosen again counting each time; 0 for none.
    public var ensemble: Int

    /// Collects choices.
    ///
    /// - Parameters:
    ///   - drawsFigures: Whether figures and page are made.
    ///   - figureFormats: Forms of the figures beside SVG.
    ///   - targetAccuracy: The accuracy to reach; `nil` for the usual one.
    ///   - axis: The axis along which settings are compared; `nil` for the usual one.
    ///   - baseline: The value of the axis to compare with; `nil` is the first one.
    ///   - models: Which trained models are written.
    ///   - ensemble: The most choices of an ensemble; 0 for none.
    public init(
        drawsFigures: Bool = true,
        figureFormats: [FigureFormat] = [],
        targetAccuracy: Double? = nil,
        axis: Axis? = nil,
        baseline: String? = nil,
        models: ModelSelection = .best,
        ensemble: Int = Limits.ensembleChoices
    ) {
        self.drawsFigures = drawsFigures
        self.figureFormats = figureFormats
        self.targetAccuracy = targetAccuracy
        self.axis = axis
        self.baseline = baseline
        self.models = models
        self.ensemble = ensemble
    }

    /// Checks that the choices fit a sweep.
    ///
    /// - Parameter plan: The sweep's plan.
    /// - Throws: ``ReportError`` if no run has the baseline, the axis does not vary, or the target
    ///   is not a share.
    public func check(for plan: SweepPlan) throws { _ = try question(for: plan) }

    /// The choices as the results take them.
    ///
    /// - Parameter plan: The sweep's plan.
    /// - Returns: What is asked.
    /// - Throws: As ``check(for:)``.
    func question(for plan: SweepPlan) throws -> ResultQuestion {
        let compared = try comparedAxis(of: plan)
        if let targetAccuracy, !(0...1).contains(targetAccuracy) {
            throw ReportError(
                .option,
                "the target accuracy is a share in 0...1, not \(targetAccuracy)"
            )
        }
        let limits = 0...Limits.ensembleChoices
        guard limits.contains(ensemble) else {
            throw ReportError(
                .option,
                "an ensemble has \(limits.lowerBound) to \(limits.upperBound) members, not "
                    + "\(ensemble)"
            )
        }
        return ResultQuestion(
            axis: compared,
            baseline: try baselineValue(of: compared, in: plan),
            targetAccuracy: targetAccuracy,
            isDrawn: drawsFigures,
            ensembleLimit: ensemble
        )
    }

    private func comparedAxis(of plan: SweepPlan) throws -> Axis {
        let varying = plan.spec.axes.varying
        guard let axis else { return plan.comparedAxis }
        guard varying.contains(axis) else {
            let names = varying.map(\.name)
            throw ReportError(
                .option,
                "the sweep has one value of \(axis.name), so there is nothing to compare along it; "
                    + (names.isEmpty
                        ? "nothing varies in it" : "these vary: \(NumberText.listed(names))")
            )
        }
        return axis
    }

    private func baselineValue(of axis: Axis, in plan: SweepPlan) throws -> AxisValue? {
        guard let baseline else { return nil }
        let values = plan.values(of: axis)
        let number = Double(baseline)
        // A word may be written in other ways than its canonical one, as in specs.
        var written = baseline
        if case .word(_, let words) = axis.kind { written = words.canonical(baseline) ?? baseline }
        let value = values.first { value in
            if let number, case .number(let own) = value { return own == number }
            return axis.text(of: value) == written
        }
        guard let value else {
            throw ReportError(
                .option,
                "no run has the baseline \(axis.title) "
                    + "\(baseline.isEmpty ? "''" : baseline); the sweep has "
                    + NumberText.listed(values.map(axis.displayText))
            )
        }
        return value
    }
}
