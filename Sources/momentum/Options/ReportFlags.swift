public import ArgumentParser
public import SweepReport
internal import SweepModel
internal import SweepResults
internal import TrainingModel

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
        parsing: .unconditional,
        help: """
            The most members of an ensemble that is chosen among all trained networks by their \
            validation samples, 0 to \(Limits.ensembleChoices); 0 for none.
            """
    )
    var ensemble = Limits.ensembleChoices

    @Option(
        parsing: .unconditional,
        help: """
            The accuracy whose first epoch counts as reaching the target, such as accuracy=0.9; \
            default: half way from the largest class's share to the best setting's accuracy.
            """,
        transform: AccuracyTarget.read
    )
    var target: AccuracyTarget?

    @Option(
        parsing: .unconditional,
        help: "The compared axis's value that others are compared with; default: the first."
    )
    var baseline: String?

    @Option(
        help: "The axis along which settings are compared, such as learning_rate.",
        transform: ComparedAxis.read
    )
    var compare: Axis?

    /// Rejects mutually exclusive options, and sizes that no ensemble has.
    func validate() throws {
        guard (0...Limits.ensembleChoices).contains(ensemble) else {
            throw ValidationError(
                "--ensemble: \(ensemble) is not allowed; 0 to \(Limits.ensembleChoices)"
            )
        }
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
            targetAccuracy: target?.accuracy,
            axis: compare,
            baseline: baseline,
            models: models,
            ensemble: ensemble
        )
    }
}

extension FigureFormat: ExpressibleByArgument {}

extension ModelSelection: ExpressibleByArgument {}
