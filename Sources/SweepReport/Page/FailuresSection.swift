internal import SweepModel

/// What went wrong: divergence, failures and anomalies.
struct FailuresSection {
    private let results: SweepResults

    /// Makes the section of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The content of the section.
    var html: String {
        guard results.divergedCount + results.failedCount + results.anomalies.count > 0 else {
            return HTML.paragraph("No run diverged, none failed, and nothing contradicted itself.")
        }
        return divergence + failures + anomalies
    }

    private var divergence: String {
        let diverging = results.settings.filter { $0.divergedCount > 0 }
        guard !diverging.isEmpty else { return "" }
        let shown = SweepResults.evenly(diverging, limit: SweepResults.failureLimit)
        let rows = shown.map { setting in
            let epochs = setting.divergences.map(\.epoch)
            let range = [epochs.min(), epochs.max()].compactMap { $0 }.map(String.init)
            let span = Set(range).count == 2 ? range.joined(separator: " to ") : range.first ?? "–"
            return "<tr><th scope=\"row\" class=\"text\">"
                + "\(HTML.escaped(results.label(of: setting.setting)))</th>"
                + "<td>\(setting.divergedCount) of \(setting.runs.count)</td>"
                + "<td>\(span)</td></tr>\n"
        }
        let rest = diverging.count - shown.count
        return """
            <h3>Diverged</h3>
            \(HTML.paragraph(
                "A run diverges when its loss leaves the finite numbers. That is a result: the "
                    + "setting is too fast. Means and intervals are of the finished runs."
                    + (rest > 0
                        ? " \(NumberText.counted(rest, "more setting")) "
                            + "\(NumberText.verb(rest)) in report.json." : "")
            ))
            <div class="scroll" tabindex="0" role="region" aria-label="Diverged runs"><table>
            <thead><tr><th scope="col" class="text">setting</th><th scope="col">runs</th>
            <th scope="col">last finite epoch</th></tr></thead>
            <tbody>\(rows.joined())</tbody></table></div>

            """
    }

    private var failures: String {
        guard !results.failures.isEmpty else { return "" }
        let rows = results.failures.map { failure in
            "<tr><th scope=\"row\">\(failure.run.id)</th><td class=\"text\">"
                + "\(HTML.escaped(results.label(of: failure.run.setting)))</td>"
                + "<td>\(failure.run.seed)</td>"
                + "<td class=\"text wrap\">\(HTML.escaped(failure.reason))</td></tr>\n"
        }
        let rest = results.failedCount - results.failures.count
        return """
            <h3>Failed</h3>
            \(rest > 0 ? HTML.paragraph("\(rest) more \(NumberText.verb(rest)) in runs.csv.") : "")
            <div class="scroll" tabindex="0" role="region" aria-label="Failed runs"><table>
            <thead><tr><th scope="col">run</th><th scope="col" class="text">setting</th>
            <th scope="col">seed</th><th scope="col" class="text">reason</th></tr></thead>
            <tbody>\(rows.joined())</tbody></table></div>

            """
    }

    private var anomalies: String {
        guard !results.anomalies.isEmpty else { return "" }
        let shown = results.anomalies.prefix(SweepResults.failureLimit).map(\.detail)
        let rest = results.anomalies.count - shown.count
        return "<h3>Anomalies</h3>\n" + HTML.list(Array(shown))
            + (rest > 0
                ? HTML.paragraph("\(rest) more \(NumberText.verb(rest)) in report.json.") : "")
    }
}
