internal import NeuralNet
internal import SweepModel

/// `report.html`: one file that needs no network, and no script for reading.
struct Page {
    private let results: SweepResults
    private let conclusions: Conclusions
    private let context: ReportContext
    private let figures: FigureSet
    private let drawings: [String: String]

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
    }

    /// The whole page.
    var html: String {
        let sections = self.sections
        let links = sections.map { "<li><a href=\"#\($0.id)\">\(HTML.escaped($0.title))</a></li>" }
        let name = HTML.escaped(results.plan.spec.name)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(name): which momentum?</title>
            <style>
            \(PageStyle.text)
            </style>
            </head>
            <body>
            <header>
            <h1>\(name): which momentum?</h1>
            <p class="lead">\(HTML.escaped(lead))</p>
            <nav aria-label="Sections"><ul>\(links.joined())</ul></nav>
            </header>
            <main>
            \(answer)
            \(sections.map { HTML.section($0.id, $0.title, $0.content) }.joined())
            </main>
            <footer>Made by momentum-sweep. Every number of this page is in report.json, runs.csv and
            epochs.csv beside it.</footer>
            </body>
            </html>

            """
    }

    private struct Section {
        let id: String
        let title: String
        let content: String
    }

    private var lead: String {
        let spec = results.plan.spec
        let seeds = NumberText.counted(results.plan.seeds.count, "seed")
        return "\(NumberText.counted(results.plan.settings.count, "setting")) × \(seeds) = "
            + "\(NumberText.counted(results.plan.runCount, "run")) of "
            + "\(NumberText.counted(spec.epochs, "epoch")) on "
            + "\(NumberText.counted(results.dataset.count, "sample"))"
    }

    private var answer: String {
        let first = conclusions.findings.first.map { "<p>\(HTML.escaped($0))</p>" } ?? ""
        let warnings =
            conclusions.warnings.isEmpty
            ? ""
            : "<div class=\"warning\" role=\"note\">"
                + conclusions.warnings.map(HTML.paragraph).joined() + "</div>"
        let facts = [
            ("finished", NumberText.grouped(results.finishedCount)),
            ("diverged", NumberText.grouped(results.divergedCount)),
            ("failed", NumberText.grouped(results.failedCount)),
            ("open", NumberText.grouped(results.openCount)),
        ].map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }.joined()
        return """
            <div class="answer">\(first)</div>
            \(warnings)
            <dl class="facts">\(facts)</dl>

            """
    }

    private var sections: [Section] {
        var sections = [
            Section(
                id: "findings",
                title: "What was found",
                content: HTML.list(conclusions.findings)
            ),
            Section(id: "settings", title: "All settings", content: SettingsTable(results).html),
            Section(
                id: "comparison",
                title: "The curves beside one another",
                content: gallery(figures.comparison)
            ),
            Section(
                id: "momenta",
                title: "Each momentum",
                content: (figures.regionsNote.map(HTML.paragraph) ?? "")
                    + gallery(
                        figures.momenta.flatMap { [$0.curves, $0.regions].compactMap(\.self) }
                    )
            ),
        ]
        if !figures.samples.isEmpty {
            sections.append(
                Section(id: "data", title: "The data", content: gallery(figures.samples))
            )
        }
        sections.append(
            Section(id: "reproduce", title: "How to repeat it", content: reproduction)
        )
        return sections
    }

    private func gallery(_ figures: [Figure]) -> String {
        guard !drawings.isEmpty else {
            return HTML.paragraph(
                "The figures are not drawn, since gnuplot is missing. Their scripts and data lie in "
                    + "figures/; with the package \(Gnuplot.package), the command `momentum report` "
                    + "draws them."
            )
        }
        let pictures = figures.compactMap { figure in
            drawings[figure.name].map { InlineFigure(figure, svg: $0).html }
        }
        return "<div class=\"figures\">\n\(pictures.joined())</div>\n"
    }

    private var reproduction: String {
        """
        <p>Equal specs give equal bytes of report.json, on any number of workers.</p>
        <pre>\(HTML.escaped(context.command))</pre>
        <dl>
        <dt>SHA-256 of the spec</dt><dd><code>\(context.specDigest)</code></dd>
        <dt>SHA-256 of the dataset</dt><dd><code>\(context.datasetDigest)</code></dd>
        </dl>
        <pre>\(HTML.escaped(context.specText))</pre>

        """
    }
}
