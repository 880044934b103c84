public import Foundation
public import NeuralNet
public import Quoting
public import SweepModel
public import SweepResults
public import TrainingModel

/// Makes a report of a sweep's results: data files, figures and page.
///
/// It walks through the results twice, so they need not fit in memory, and may run while the sweep
/// goes on: the report is then marked as partial. Equal results give equal bytes of `report.json`.
///
/// ```swift
/// let builder = ReportBuilder(plan: plan, results: store, dataset: dataset, context: context)
/// let summary = try builder.write(to: directory, options: ReportOptions())
/// ```
public struct ReportBuilder {
    let plan: SweepPlan
    let source: any RunResultSource
    let context: ReportContext

    /// The samples as they were trained on.
    let samples: ReportSamples

    /// The samples as a report shows them.
    private let shownSamples: ReportSamples

    /// What was seen of the test samples.
    private let testRecord: TestRecord

    /// Prepares a report.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - results: The runs, in the plan's order.
    ///   - dataset: The samples that are trained on; with folds, those of the first one.
    ///   - table: All samples with their parts; `nil` where all of them are trained on.
    ///   - scales: What is stored with the plan of what a guess costs, for each fold.
    ///   - testRecord: What was seen of the test samples.
    ///   - context: Where the numbers come from.
    public init(
        plan: SweepPlan,
        results: any RunResultSource,
        dataset: Dataset,
        table: SampleTable? = nil,
        scales: [LossScale] = [],
        testRecord: TestRecord = TestRecord(),
        context: ReportContext
    ) {
        self.plan = plan
        source = results
        samples = ReportSamples(dataset, table: table, scales: scales, plan: plan)
        // An old run directory may hold names that are refused today.
        shownSamples = samples.renamingClasses(VisibleText.escaped)
        self.testRecord = testRecord
        self.context = context
    }

    /// Writes `report.json`, `runs.csv`, `epochs.csv` and `predictions.csv`, and with the figures
    /// `report.html`.
    ///
    /// Without gnuplot the figures' scripts and data are still written, and a warning names the
    /// package.
    ///
    /// - Parameters:
    ///   - directory: The run directory; made if it is missing. Files of an older report are
    ///     replaced, each at once.
    ///   - options: What to write.
    ///   - scores: What ``runScores()`` found earlier; it spares a walk if every run had ended.
    ///   - searchPath: The folders in which gnuplot is looked for: the value of `PATH`.
    /// - Returns: What to tell the person.
    /// - Throws: ``ReportError``, or an error of the source.
    public func write(
        to directory: URL,
        options: ReportOptions = ReportOptions(),
        scores: RunScores? = nil,
        searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
    ) throws -> ReportSummary {
        let question = try options.question(for: plan)
        try FolderMaker.make(directory)
        let files = try ReportFiles(
            in: directory,
            plan: plan,
            samples: samples,
            models: options.models
        )
        let results = try collect(question, scores: scores, into: files)
        var conclusions = Conclusions(results)
        try files.end(
            results,
            findings: conclusions.findings,
            warnings: conclusions.warnings
        )
        conclusions.warnOfLooks(in: results)
        conclusions.warnOfAnomalies(in: results)
        conclusions.warnings += context.warnings
        let models = ChosenModelFiles(in: directory, plan: plan, samples: samples)
        var names = ["report.json", "runs.csv", "epochs.csv"]
        names += try models.write(options.models == .none ? nil : results.chosen)
        names += try writePredictions(results, models: options.models, to: directory)
        if options.models != .none { names.append("models") }
        if options.drawsFigures {
            try writePage(
                results,
                &conclusions,
                to: directory,
                options: options,
                searchPath: searchPath
            )
            names += ["report.html", "figures"]
        }
        return ReportSummary(
            page: options.drawsFigures ? directory.appending(path: "report.html") : nil,
            files: names.map { directory.appending(path: $0) },
            bestSetting: results.best.map { results.label(of: $0.setting) },
            answer: AnswerDocument(results).answer,
            tableLines: TerminalTable(results, width: options.tableWidth).lines,
            findings: conclusions.findings,
            warnings: conclusions.warnings,
            isPartial: results.isPartial,
            failedCount: results.statuses[.failed],
            divergedCount: results.statuses[.diverged]
        )
    }

    /// The report as text for a terminal; nothing is written.
    ///
    /// - Parameters:
    ///   - width: The characters of a line, at least 40.
    ///   - usesColor: Whether the terminal shows colours; `false` under `NO_COLOR`.
    ///   - options: The target and the baseline.
    ///   - searchPath: The folders in which gnuplot is looked for: the value of `PATH`.
    /// - Returns: Findings, table and, with gnuplot, curves.
    /// - Throws: ``ReportError``, or an error of the source.
    public func terminalReport(
        width: Int,
        usesColor: Bool,
        options: ReportOptions = ReportOptions(),
        searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
    ) throws -> String {
        var question = try options.question(for: plan)
        question.isDrawn = true
        let results = try collect(question, scores: nil, into: nil)
        var conclusions = Conclusions(results)
        conclusions.warnOfLooks(in: results)
        conclusions.warnOfAnomalies(in: results)
        let report = TerminalReport(
            results,
            conclusions: conclusions,
            width: width,
            usesColor: usesColor
        )
        return try report.text(gnuplot: Gnuplot(searchPath: searchPath))
    }

    private func collect(
        _ question: ResultQuestion,
        scores: RunScores?,
        into files: ReportFiles?
    ) throws -> SweepResults {
        var collector = ResultCollector(
            plan: plan,
            samples: shownSamples,
            question: question,
            testRecord: testRecord
        )
        let target = try collector.look(at: source, known: scores)
        try files?.begin(
            plan: plan,
            samples: shownSamples,
            context: context,
            targetAccuracy: target
        )
        return try collector.collect(source, into: files)
    }

    /// Writes figures and page; the page also has the context's notes.
    private func writePage(
        _ results: SweepResults,
        _ conclusions: inout Conclusions,
        to directory: URL,
        options: ReportOptions,
        searchPath: String
    ) throws {
        let figures = FigureSet(results)
        let drawings = try draw(
            figures,
            into: directory,
            options: options,
            searchPath: searchPath
        )
        if drawings.isEmpty {
            conclusions.warnings.append(
                "The figures are not drawn, since gnuplot is missing; install the package "
                    + "\(Gnuplot.package) and run `momentum report` again."
            )
        }
        var told = conclusions
        told.warnings += context.notes
        let page = Page(
            results,
            conclusions: told,
            context: context,
            figures: figures,
            drawings: drawings
        )
        try BufferedFile.write(
            page.html.markup,
            to: directory.appending(path: "report.html"),
            isSynced: true
        )
    }

    /// Writes scripts and data, and draws them if gnuplot is there.
    ///
    /// - Returns: The SVG of each figure, by name; empty without gnuplot.
    private func draw(
        _ figures: FigureSet,
        into directory: URL,
        options: ReportOptions,
        searchPath: String
    ) throws -> [String: String] {
        let folder = try DrawingFolder(in: directory)
        for figure in figures.all { try figure.write(in: folder.url) }
        var drawings: [String: String] = [:]
        let result = Result {
            guard let gnuplot = Gnuplot(searchPath: searchPath) else { return }
            for format in FigureFormat.allCases
            where format == .svg || options.figureFormats.contains(format) {
                try gnuplot.draw(figures.all, in: folder.url, format: format)
            }
            for figure in figures.all { drawings[figure.name] = try folder.drawing(of: figure) }
        }
        // A script that gnuplot refuses is kept, too, so that it can be looked at.
        try folder.moveFiles(into: directory.appending(path: "figures"))
        try result.get()
        return drawings
    }
}

/// What a person at the terminal should hear about a finished report.
public struct ReportSummary: Sendable {
    /// The page, or `nil` if it was not asked for.
    public let page: URL?

    /// All files that were written, the folder of figures counting as one.
    public let files: [URL]

    /// The best setting in words, or `nil` if no run has a score.
    public let bestSetting: String?

    /// The member `answer` of `report.json`.
    public let answer: JSONValue

    /// The table of settings, line by line, as wide as ``ReportOptions/tableWidth`` allows.
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
