internal import NeuralNet
internal import Quoting
internal import SweepModel
internal import SweepResults
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
    private let targetAccuracy: Double

    /// Collects what the page shows.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - conclusions: What the numbers say.
    ///   - context: Where the numbers come from.
    ///   - figures: The pictures.
    ///   - drawings: gnuplot's SVG of each figure, by name; empty without gnuplot.
    ///   - targetAccuracy: The accuracy to reach.
    init(
        _ results: SweepResults,
        conclusions: Conclusions,
        context: ReportContext,
        figures: FigureSet,
        drawings: [String: String],
        targetAccuracy: Double
    ) {
        self.results = results
        self.conclusions = conclusions
        self.context = context
        self.figures = figures
        self.drawings = drawings
        self.targetAccuracy = targetAccuracy
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
            <p class="lead">\(lead)</p>
            <nav aria-label="Sections"><ul>\(links)</ul></nav>
            </header>
            <main>
            \(answer)
            \(sections.map { HTML.section($0.id, $0.title, $0.content) })
            </main>
            <footer>Made by momentum-sweep. Every number of this page is in report.json, runs.csv
            and epochs.csv beside it.</footer>
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

    private var lead: String {
        let spec = results.plan.spec
        let seeds = NumberText.counted(results.plan.seeds.count, "seed")
        return "\(NumberText.counted(results.plan.settings.count, "setting")) × \(seeds) = "
            + "\(NumberText.counted(results.plan.runCount, "run")) of "
            + "\(NumberText.counted(spec.epochs, "epoch")) on "
            + "\(NumberText.counted(results.dataset.count, "sample"))"
    }

    /// Which momentum, how sure, and at what price.
    private var answer: HTML {
        let rows = [
            (conclusions.question.capitalizedFirst, [conclusions.answer]),
            ("How sure?", conclusions.certainty),
            ("At what price?", conclusions.price),
        ].filter { !$0.1.isEmpty }.map { question, sentences -> HTML in
            let answers = sentences.map { "<dd>\(HTML.prose($0))</dd>" as HTML }
            return "<div><dt>\(question)</dt>\(answers)</div>\n"
        }
        let paragraphs = conclusions.warnings.map(HTML.paragraph)
        let warnings: HTML =
            paragraphs.isEmpty ? "" : "<div class=\"warning\" role=\"note\">\(paragraphs)</div>"
        var facts = [
            ("finished", results.counts.finished), ("diverged", results.counts.diverged),
            ("failed", results.counts.failed),
        ]
        if results.isPartial { facts.append(("open", results.counts.open)) }
        let cells = facts.map {
            "<div><dt>runs \($0.0)</dt><dd>\(NumberText.grouped($0.1))</dd></div>" as HTML
        }
        let isGood = results.hasLearned
        return """
            <dl class="\(isGood ? "answer" : "answer none")">
            \(rows)</dl>
            \(warnings)
            <dl class="facts">\(cells)</dl>

            """
    }

    private var sections: [Section] {
        let gallery = Gallery(figures.all, drawings: drawings)
        let momenta = [momentaNote, figures.regionsNote].compactMap { $0.map(HTML.paragraph) }
        let candidates: [(String, String, HTML)] = [
            (
                "findings", "What else was found",
                conclusions.remarks.isEmpty ? "" : HTML.list(conclusions.remarks)
            ),
            ("settings", "All settings", settings),
            (
                "comparison", "The curves beside one another",
                gallery.isDrawn
                    ? familiesNote + gallery.html(figures.comparison) : HTML.paragraph(Gallery.note)
            ),
            (
                "differences", "What differs, and how surely",
                gallery.html(figures.differences) + comparisons
            ),
            (
                "rates", "Momentum, or just longer steps?",
                gallery.html(figures.rates + figures.heatMap)
            ),
            (
                "momenta", "Each momentum",
                momenta.joined()
                    + gallery.html(figures.momenta.flatMap(\.all), isSmall: hasAgreement)
            ),
            ("data", "The data", gallery.html(figures.samples)),
            ("failures", "Failures and anomalies", FailuresSection(results).html),
            ("reproduce", "How to repeat it", ReproductionSection(results, context).html),
        ]
        return candidates.filter { !$0.2.isEmpty }
            .map { Section(id: $0.0, title: $0.1, content: $0.2) }
    }

    private var settings: HTML {
        SettingsTable(results).html
            + HTML.paragraph(
                """
                Losses are the mean cross-entropy over all samples in nats; the last-batch loss is \
                that of the last mini-batch alone, as in the notebook. The effective rate is \
                η·(1 − τ)/(1 − μ), with the learning rate η, the dampening τ and the momentum μ. \
                Epochs to target count until the accuracy first reaches \
                \(NumberText.percent(targetAccuracy)). Oscillation is the sum of all rises of the \
                loss curve.\
                \(results.plan.seeds.count > 1 ? " Numbers are means over the finished runs; the "
                    + "median stands with its interquartile range." : "")
                """
            )
    }

    private var comparisons: HTML {
        if !results.comparison.rows.isEmpty { return ComparisonsTable(results).html }
        guard results.plan.settings.count > 1 else { return "" }
        return HTML.paragraph(
            """
            Differences are compared when the same several seeds stand behind each setting; here, \
            they do not. Run the sweep with --seeds 10 to see which momenta differ, by how much \
            and how surely.
            """
        )
    }

    private var familiesNote: HTML {
        let shown = results.shown.families.count
        guard shown < results.comparison.families.count else { return "" }
        return HTML.paragraph(
            "\(shown) of \(NumberText.grouped(results.comparison.families.count)) combinations of what varies "
                + "beside the momentum: evenly picked, and that of the best setting."
        )
    }

    private var momentaNote: String? {
        var notes: [String] = []
        let values = results.comparison.values.count
        if values > results.shown.values.count {
            notes.append(
                "\(results.shown.values.count) of \(values) values of the "
                    + "\(results.comparison.axis.title): evenly picked, and the best."
            )
        }
        return notes.isEmpty ? nil : notes.joined(separator: " ")
    }

    private var hasAgreement: Bool { figures.momenta.contains { $0.agreement != nil } }
}
