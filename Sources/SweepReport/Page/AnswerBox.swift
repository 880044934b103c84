internal import Quoting
internal import SweepModel
internal import SweepResults

/// What the page says first: what to be warned of, the answer, how sure it is, and how runs ended.
struct AnswerBox {
    private let results: SweepResults
    private let conclusions: Conclusions

    /// Collects what is said.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - conclusions: What the numbers say.
    init(_ results: SweepResults, conclusions: Conclusions) {
        self.results = results
        self.conclusions = conclusions
    }

    /// The content above the sections.
    var html: HTML {
        let rows = [
            (conclusions.question.capitalizedFirst, [conclusions.answer]),
            (results.hasLearned ? "How sure?" : "Why?", conclusions.certainty),
            ("At what price?", conclusions.price),
        ].filter { !$0.1.isEmpty }.map { question, sentences -> HTML in
            let answers = sentences.map { "<dd>\(HTML.prose($0))</dd>" as HTML }
            return "<div><dt>\(question)</dt>\(answers)</div>\n"
        }
        return """
            \(warnings)
            <dl class="\(results.hasLearned ? "answer" : "answer none")">
            \(rows)</dl>
            \(facts)

            """
    }

    private var warnings: HTML {
        let warnings = conclusions.warnings
        guard !warnings.isEmpty else { return "" }
        let content = warnings.count == 1 ? HTML.paragraph(warnings[0]) : HTML.list(warnings)
        return "<div class=\"warning\" role=\"note\" aria-label=\"Warnings\">\(content)</div>"
    }

    /// How runs ended, and what a guess comes to.
    private var facts: HTML {
        let guess = NumberText.loss(results.guessLoss)
        let share = NumberText.percent(results.largestClassShare)
        let counts = results.statuses.occurring.map {
            ("runs \($0.status.rawValue)", NumberText.grouped($0.count))
        }
        let cells = (counts + [("a guess costs", guess), ("a guess is right for", share)]).map {
            "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML
        }
        return "<dl class=\"facts\">\(cells)</dl>"
    }
}
