internal import Quoting
internal import SweepModel
internal import SweepResults

/// What went wrong: divergence, failures and anomalies.
struct FailuresSection {
    /// The most scalars of what a peer said that the page shows.
    private static let reasonLimit = 400

    private let results: SweepResults

    /// Makes the section of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The content of the section.
    var html: HTML {
        guard results.counts.diverged + results.counts.failed + results.anomalies.count > 0 else {
            return HTML.paragraph("No run diverged, none failed, and nothing contradicted itself.")
        }
        return divergence + failures + anomalies
    }

    private var divergence: HTML {
        let diverging = results.settings.filter { $0.counts.diverged > 0 }
        guard !diverging.isEmpty else { return "" }
        let shown = SweepResults.evenly(diverging, limit: SweepResults.failureLimit)
        let rows = shown.map { setting -> HTML in
            let epochs = setting.divergences.map(\.epoch)
            let range = [epochs.min(), epochs.max()].compactMap { $0 }.map(String.init)
            let span = Set(range).count == 2 ? range.joined(separator: " to ") : range.first ?? "–"
            return """
                <tr><th scope="row" class="text">\(results.label(of: setting.setting))</th>\
                <td>\(setting.counts.diverged) of \(setting.counts.total)</td>\
                <td>\(span)</td></tr>

                """
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
            <tbody>\(rows)</tbody></table></div>

            """
    }

    private var failures: HTML {
        guard !results.failures.isEmpty else { return "" }
        let rows = results.failures.map { failure -> HTML in
            """
            <tr><th scope="row">\(failure.run.place)</th>\
            <td class="text">\(results.label(of: failure.run.setting))</td>\
            <td>\(failure.run.seed)</td>\
            <td class="text wrap">\(failure.reason.shortened(to: Self.reasonLimit))</td></tr>

            """
        }
        let rest = results.counts.failed - results.failures.count
        let more: HTML =
            rest > 0 ? .paragraph("\(rest) more \(NumberText.verb(rest)) in runs.csv.") : ""
        return """
            <h3>Failed</h3>
            \(more)
            <div class="scroll" tabindex="0" role="region" aria-label="Failed runs"><table>
            <thead><tr><th scope="col">run</th><th scope="col" class="text">setting</th>
            <th scope="col">seed</th><th scope="col" class="text">reason</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    private var anomalies: HTML {
        guard !results.anomalies.isEmpty else { return "" }
        let shown = results.anomalies.prefix(SweepResults.failureLimit).map {
            $0.detail.shortened(to: Self.reasonLimit)
        }
        let rest = results.anomalies.count - shown.count
        let more: HTML =
            rest > 0 ? .paragraph("\(rest) more \(NumberText.verb(rest)) in report.json.") : ""
        return "<h3>Anomalies</h3>\n\(HTML.list(Array(shown)))\(more)"
    }
}
