internal import Quoting
internal import SweepModel
internal import SweepResults

/// What went wrong: runs that overfitted, exploded, diverged or failed, and anomalies.
struct FailuresSection {
    /// The most scalars of what a peer said that the page shows.
    private static let reasonLimit = 400

    private let results: SweepResults

    /// Makes the section of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The content of the section.
    var html: HTML {
        let statuses = results.statuses
        let isClean = statuses[.finished] + statuses[.open] == statuses.total
        guard !isClean || !results.anomalies.isEmpty else {
            return HTML.paragraph(
                "No run exploded, diverged or failed"
                    + (results.objective.isHeldOut
                        ? ", none ended with a training loss below that of a guess and a "
                            + "validation loss above it" : "")
                    + ", and nothing contradicted itself."
            )
        }
        return unusual + failures + anomalies
    }

    /// The ways in which a run may end that are results, but none to wish for.
    private static let kinds: [RunStatus] = [.overfitted, .exploded, .diverged]

    /// The settings whose runs overfitted, exploded or diverged.
    private var unusual: HTML {
        let kinds = Self.kinds.filter { results.statuses[$0] > 0 }
        guard !kinds.isEmpty else { return "" }
        let concerned = results.settings.filter { setting in
            kinds.contains { setting.statuses[$0] > 0 }
        }
        let shown = SweepResults.evenly(concerned, limit: SweepResults.failureLimit)
        let hasDiverged = kinds.contains(.diverged)
        let rows = shown.map { setting -> HTML in
            let counts = kinds.map { kind -> HTML in
                let count = setting.statuses[kind]
                return count == 0
                    ? "<td data-value=\"0\"></td>"
                    : "<td data-value=\"\(count)\">\(count) of \(setting.statuses.total)</td>"
            }
            let last: HTML = hasDiverged ? "<td class=\"text\">\(lastEpochs(of: setting))</td>" : ""
            return "<tr><th scope=\"row\" class=\"text\">\(results.label(of: setting.setting))</th>"
                + "\(counts)\(last)</tr>\n"
        }
        let rest = concerned.count - shown.count
        let heads = kinds.map { "<th scope=\"col\">\($0.rawValue)</th>" as HTML }
        let last: HTML =
            hasDiverged ? "<th scope=\"col\" class=\"text\">last finite epoch</th>" : ""
        return """
            <h3>\(NumberText.listed(kinds.map(\.rawValue)).capitalizedFirst)</h3>
            \(HTML.list(kinds.map(meaning)))\(rest > 0
                ? HTML.paragraph(
                    "\(NumberText.counted(rest, "more setting")) \(NumberText.verb(rest)) in "
                        + "report.json."
                ) : "")
            <div class="scroll" tabindex="0" role="region" aria-label="Unusual runs">
            <table class="sortable">
            <thead><tr><th scope="col" class="text">setting</th>\(heads)\(last)</tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    /// What a kind means, with its count.
    private func meaning(of kind: RunStatus) -> String {
        let count = NumberText.counted(results.statuses[kind], "run")
        let guess = NumberText.loss(results.guessLoss)
        let limit = NumberText.loss(results.ceilingLoss)
        switch kind {
        case .overfitted:
            return "\(count) overfitted: the training loss ended below that of a guess (\(guess)) "
                + "and the validation loss above it. The errors are so confident that a guess is "
                + "better: stop earlier, or regularize."
        case .exploded:
            return "\(count) exploded: the training loss ended above ten guesses (\(limit)), which "
                + "is what such a run counts as. The steps are too long."
        case .diverged:
            return "\(count) diverged: the loss left the finite numbers. Such a run counts as ten "
                + "guesses (\(limit)), too."
        case .finished, .failed, .open: return "\(count) \(kind.rawValue)."
        }
    }

    private func lastEpochs(of setting: SettingResults) -> String {
        let epochs = setting.divergences.map(\.epoch)
        guard let first = epochs.min(), let last = epochs.max() else { return "" }
        return first == last ? "\(first)" : "\(first) to \(last)"
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
        let rest = results.statuses[.failed] - results.failures.count
        let more: HTML =
            rest > 0 ? .paragraph("\(rest) more \(NumberText.verb(rest)) in runs.csv.") : ""
        return """
            <h3>Failed</h3>
            \(HTML.paragraph(
                "\(NumberText.counted(results.statuses[.failed], "run")) could not be trained and "
                    + "\(NumberText.verb(results.statuses[.failed])) missing from all numbers."
            ))\(more)
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
