public import ArgumentParser
public import SweepReport
internal import SweepResults

/// How the report is made.
struct ReportFlags: ParsableArguments {
    @Flag(help: "Write data files only, no figures and no page.")
    var noFigures = false

    @Option(
        parsing: .singleValue,
        help: "A further form of the figures: svg, pdf or png; may be given several times."
    )
    var figures: [FigureFormat] = []

    @Option(help: "Which trained models are written: all, best (of each setting) or none.")
    var models: ModelSelection = .best

    @Option(
        help:
            "The accuracy whose first epoch counts as reaching the target; default: accuracy=0.9.",
        transform: AccuracyTarget.read
    )
    var target: AccuracyTarget = .usual

    @Option(help: "The momentum that the others are compared with; default: the lowest.")
    var baseline: Double?

    /// Rejects mutually exclusive options.
    func validate() throws {
        guard noFigures, let format = figures.first else { return }
        throw ValidationError(
            "--no-figures and --figures \(format.rawValue) are mutually exclusive"
        )
    }

    /// The choices as the report takes them.
    var options: ReportOptions {
        ReportOptions(
            drawsFigures: !noFigures,
            figureFormats: figures,
            targetAccuracy: target.accuracy,
            baseline: baseline,
            models: models
        )
    }
}

extension FigureFormat: ExpressibleByArgument {}

extension ModelSelection: ExpressibleByArgument {}
