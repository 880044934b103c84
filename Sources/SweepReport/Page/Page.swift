internal import NeuralNet
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// `report.html`: one file that needs no network, and no script for reading.
struct Page {
    /// The most scalars of the sweep's name in the heading.
    private static let nameLimit = 120

    private let results: SweepResults
    private let conclusions: Conclusions
    private let context: ReportContext
    private let figures: FigureSet
    private let drawings: [String: String]
    private let words: MetricWords

    /// Collects what the page shows.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - conclusions: What the numbers say.
    ///   - context: Where the numbers come from.
    ///   - figures: The pictures.
    ///   - drawings: gnuplot's SVG of each figure, by name; empty without gnuplot.
    init(
        _ results: SweepResults,
        conclusions: Conclusions,
        context: ReportContext,
        figures: FigureSet,
        drawings: [String: String]
    ) {
        self.results = results
        self.conclusions = conclusions
        self.context = context
        self.figures = figures
        self.drawings = drawings
        words = MetricWords(results)
    }

    /// The whole page.
    var html: HTML {
        let sections = self.sections
        let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as HTML }
        let name = results.plan.spec.name
        let title = name.shortened(to: Self.nameLimit)
        let style = PageStyle.text(figureWidths: figures.all.map(\.width))
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            \(ContentPolicy(style: style, script: script).html)
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title): \(conclusions.question)</title>
            <style>\(HTML(trusted: style))</style>
            </head>
            <body>
            <header>
            <h1 title="\(name)">\(title): \(conclusions.question)</h1>
            <p class="lead">\(HTML.prose(lead))</p>
            <nav aria-label="Sections"><ul>\(links)</ul></nav>
            </header>
            <main>
            \(AnswerBox(results, conclusions: conclusions).html)
            \(sections.map { HTML.section($0.id, $0.title, $0.content) })
            </main>
            <footer>Made by momentum-sweep. Every number of this page is in report.json, runs.csv,
            epochs.csv and predictions.csv beside it.</footer>
            \(script.map { "<script>\(HTML(trusted: $0))</script>" as HTML } ?? HTML())
            </body>
            </html>

            """
    }

    /// The script, or `nil` where there is nothing to hover over or to sort.
    private var script: String? {
        drawings.isEmpty && results.settings.count < 2 ? nil : PageScript.text
    }

    private struct Section {
        let id: String
        let title: String
        let content: HTML
    }

    /// What was trained, and what is judged by.
    private var lead: String {
        let plan = results.plan
        let factors =
            [NumberText.counted(plan.settings.count, "setting")]
            + (words.isFolded
                ? ["\(NumberText.grouped(results.samples.parts.foldCount)) folds"] : [])
            + [NumberText.counted(plan.seeds.count, "seed")]
        return "\(factors.joined(separator: " × ")) = "
            + "\(NumberText.counted(plan.runCount, "run")) of "
            + (plan.spec.choice.stopping == nil ? "" : "at most ")
            + "\(NumberText.counted(plan.spec.epochs, "epoch")); judged by the "
            + "\(words.objective) of \(words.judgedSamples)"
            + (results.isOptimistic ? ", at the epoch of each run where it is lowest" : "")
    }

    private var sections: [Section] {
        let gallery = Gallery(figures.all, drawings: drawings)
        let axis = results.comparison.axis.title
        let candidates: [(String, String, HTML)] = [
            ("settings", "The settings", SettingsTable(results).html),
            ("optimizers", "The optimizers", optimizers(gallery)),
            ("along", "Along the \(axis)", gallery.html(figures.axis)),
            ("test", "The test samples", TestSection(results).html),
            ("curves", "The curves of training", curves(gallery)),
            (
                "rates", "The best learning rate for each momentum",
                gallery.html(figures.rates) + BestResponseTable(results).html
            ),
            (
                "schedules", "How the learning rate changes",
                gallery.html(figures.schedules)
            ),
            ("maps", mapTitle, figures.maps.map { gallery.html([$0]) }.joined()),
            ("differences", "What differs along the \(axis)", differences(gallery)),
            ("pictures", picturesTitle, pictures(gallery)),
            ("importance", "What matters most", gallery.html(figures.importance)),
            (
                "findings", "What else was found",
                conclusions.remarks.isEmpty ? "" : HTML.list(conclusions.remarks)
            ),
            ("model", "The chosen model", ModelSection(results, figures: model(gallery)).html),
            ("data", "The data", gallery.html(figures.samples) + DataSection(results).html),
            ("failures", "Failures and anomalies", FailuresSection(results).html),
            ("reproduce", "How to repeat it", ReproductionSection(results, context).html),
        ]
        return candidates.filter { !$0.2.isEmpty }
            .map { Section(id: $0.0, title: $0.1, content: $0.2) }
    }

    private func optimizers(_ gallery: Gallery) -> HTML {
        let table = OptimizersTable(results).html
        return table.isEmpty ? "" : gallery.html(figures.optimizers) + table
    }

    private func curves(_ gallery: Gallery) -> HTML {
        guard gallery.isDrawn else { return HTML.paragraph(Gallery.note) }
        let more = gallery.html(figures.moreCurves)
        guard !more.isEmpty else { return gallery.html(figures.comparison) }
        let names = NumberText.listed(
            results.plan.spec.recordedMetrics.filter { metric in
                let name = "comparison-\(metric.name.replacing("_", with: "-"))"
                return figures.moreCurves.contains { $0.name == name }
            }.map(words.name)
        )
        return gallery.html(figures.comparison)
            + "<details><summary>More curves: \(names)</summary>\(more)</details>\n"
    }

    /// The figures of the chosen model, by name.
    private func model(_ gallery: Gallery) -> [String: HTML] {
        var html: [String: HTML] = [:]
        for figure in figures.model { html[figure.name] = gallery.html([figure]) }
        return html
    }

    private var mapTitle: String {
        guard let (first, second) = HeatMapFigure.axes(results) else { return "Two axes together" }
        return "\(first.title.capitalizedFirst) and \(second.title) together"
    }

    private func differences(_ gallery: Gallery) -> HTML {
        if results.comparison.rows.contains(where: { $0.interval != nil }) {
            return gallery.html(figures.differences) + DifferencesTable(results).html
        }
        guard results.plan.settings.count > 1 else { return "" }
        guard !results.comparison.comparedFamilies.isEmpty else {
            return HTML.paragraph(
                "No two settings differ in the \(results.comparison.axis.title) alone."
            )
        }
        return HTML.paragraph(
            """
            Differences are compared when the same several seeds stand behind each setting; here, \
            they do not. Run the sweep with --seeds 10 to see which settings differ, by how much \
            and how surely.
            """
        )
    }

    // MARK: The pictures of settings

    private var picturesTitle: String {
        if results.plan.settings.count == 1 { return "The training" }
        if results.setByRank.isEmpty { return "Single settings" }
        return results.setByRank.count == 1
            ? "The best setting" : "The settings that cannot be told from the best"
    }

    private func pictures(_ gallery: Gallery) -> HTML {
        let pictures = gallery.html(
            figures.settings.flatMap(\.all),
            isSmall: figures.settings.contains { $0.agreement != nil }
        )
        guard !pictures.isEmpty else { return "" }
        return (picturesNote.isEmpty ? "" : HTML.paragraph(picturesNote)) + pictures
    }

    private var picturesNote: String {
        let shown = figures.settings.count
        let set = results.setByRank.count
        if set > 0 {
            return shown < set
                ? "\(NumberText.grouped(shown)) of the \(NumberText.grouped(set)) settings that "
                    + "cannot be told from the best are shown, the best first."
                : ""
        }
        guard shown < results.plan.settings.count else { return "" }
        return "\(NumberText.grouped(shown)) of "
            + "\(NumberText.counted(results.plan.settings.count, "setting")) are shown: what did "
            + "best with each \(results.comparison.drawnAxis.title), the best first."
    }
}
