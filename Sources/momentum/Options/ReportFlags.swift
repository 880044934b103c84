internal import ArgumentParser
internal import SweepReport

/// How the report is made.
struct ReportFlags: ParsableArguments {
    @Flag(help: "Write data files only, no figures and no page.")
    var noFigures = false

    @Option(help: "The accuracy whose first epoch counts as reaching the target.")
    var target: Double = 0.9

    @Option(help: "The momentum that the others are compared with; default: the lowest.")
    var baseline: Double?

    /// The choices as the report takes them.
    var options: ReportOptions {
        ReportOptions(drawsFigures: !noFigures, targetAccuracy: target, baseline: baseline)
    }
}
