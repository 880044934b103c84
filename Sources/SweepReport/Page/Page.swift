internal import NeuralNet
internal import SweepModel

/// `report.html`: one file that needs no network, and no script for reading.
struct Page {
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
            \(script)
            </body>
            </html>

            """
    }

    private var script: String {
        drawings.isEmpty && results.settings.count < 2
            ? "" : "<script>\n\(PageScript.text)\n</script>"
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
        let first =
            conclusions.findings.first.map { finding in
                "<p>\(HTML.escaped(finding.replacing("n = ", with: "n\u{A0}=\u{A0}")))</p>"
            } ?? ""
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
        let comparisons =
            results.comparisons.isEmpty ? unpairedNote : ComparisonsTable(results).html
        let candidates = [
            Section(
                id: "findings",
                title: "What was found",
                content: HTML.list(Array(conclusions.findings.dropFirst()))
            ),
            Section(id: "settings", title: "All settings", content: settings),
            Section(
                id: "comparison",
                title: "The curves beside one another",
                content: gallery(figures.comparison)
            ),
            Section(
                id: "differences",
                title: "What differs, and how surely",
                content: (figures.differences.isEmpty ? "" : gallery(figures.differences))
                    + comparisons
            ),
            Section(
                id: "rates",
                title: "The length of the steps",
                content: figures.rates.isEmpty && figures.heatMap.isEmpty
                    ? "" : gallery(figures.rates + figures.heatMap)
            ),
            Section(
                id: "momenta",
                title: "Each momentum",
                content: (momentaNote.map(HTML.paragraph) ?? "")
                    + (figures.regionsNote.map(HTML.paragraph) ?? "")
                    + gallery(figures.momenta.flatMap(\.all), isSmall: hasAgreement)
            ),
            Section(
                id: "data",
                title: "The data",
                content: figures.samples.isEmpty ? "" : gallery(figures.samples)
            ),
            Section(
                id: "failures",
                title: "Failures and anomalies",
                content: FailuresSection(results).html
            ),
            Section(id: "reproduce", title: "How to repeat it", content: reproduction),
        ]
        return candidates.filter { !$0.content.isEmpty }
    }

    private var settings: String {
        let target = NumberText.percent(targetAccuracy)
        return SettingsTable(results).html
            + HTML.paragraph(
                "Losses are the mean cross-entropy over all samples in nats; the last-batch loss is "
                    + "that of the last mini-batch alone, as in the notebook. The effective rate is "
                    + "η·(1 − τ)/(1 − μ), with the learning rate η, the dampening τ and the momentum "
                    + "μ. Epochs to target count until the accuracy first reaches \(target). "
                    + "Oscillation is the sum of all rises of the loss curve."
            )
    }

    private var unpairedNote: String {
        results.plan.settings.count < 2
            ? ""
            : HTML.paragraph(
                "Differences are compared when the same several seeds stand behind each setting; "
                    + "here, they do not. Run the sweep with --seeds 10 to see which momenta differ, "
                    + "by how much and how surely."
            )
    }

    private var momentaNote: String? {
        let momenta = SweepResults.momenta(of: results.plan).count
        var notes: [String] = []
        if momenta > results.shownMomenta.count {
            notes.append("\(results.shownMomenta.count) of \(momenta) momenta, evenly picked.")
        }
        if results.families.count > 1 {
            notes.append("Each momentum is shown with the setting in which it did best.")
        }
        return notes.isEmpty ? nil : notes.joined(separator: " ")
    }

    private var hasAgreement: Bool { figures.momenta.contains { $0.agreement != nil } }

    private func gallery(_ figures: [Figure], isSmall: Bool = false) -> String {
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
        return "<div class=\"figures\(isSmall ? " small" : "")\">\n\(pictures.joined())</div>\n"
    }

    private var reproduction: String {
        let run = results.best.flatMap { best in
            results.trained.first { $0.index == best.index }?.best.run.id
        }
        let snippet = PyTorchSnippet(
            plan: results.plan,
            dataset: results.dataset,
            run: run ?? RunID(0)
        )
        return """
            <p>Equal specs give equal bytes of report.json, on any number of workers and on any
            instruction set.</p>
            <pre tabindex="0">\(HTML.escaped(context.command))</pre>
            <dl>
            <dt>SHA-256 of the spec</dt><dd><code>\(context.specDigest)</code></dd>
            <dt>SHA-256 of the dataset</dt><dd><code>\(context.datasetDigest)</code></dd>
            </dl>
            <h3>The spec</h3>
            <pre tabindex="0">\(HTML.escaped(context.specText))</pre>
            <h3>Any run again in PyTorch</h3>
            <p>This program repeats a run of the sweep; its number is the argument. Data, initial
            weights and batches have the same bits; the curves agree as far as rounding allows.</p>
            <details><summary>The program</summary>
            <pre tabindex="0">\(HTML.escaped(snippet.text))</pre>
            </details>

            """
    }
}
