internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The table of the page: one row for each setting, the best first, and one for a guess.
struct SettingsTable {
    /// The most rows on the page; all of them are in `report.json`.
    static let rowLimit = 400

    private let results: SweepResults
    private let words: MetricWords

    /// The columns that are always seen.
    private let columns: [SettingColumn]

    /// The columns that are seen on demand.
    private let moreColumns: [SettingColumn]

    /// Makes the table of `results`.
    init(_ results: SweepResults) {
        self.results = results
        words = MetricWords(results)
        columns = Self.columns(for: results)
        moreColumns = Self.moreColumns(for: results)
    }

    /// The table, and a sentence on what is left out.
    var html: HTML {
        let shown = results.leading(Self.rowLimit)
        let height = shown.count > 60 ? "scroll tall" : "scroll"
        return """
            \(note)<div class="columns">
            <label class="more"><input type="checkbox"> more columns</label>
            <div class="\(height)" tabindex="0" role="region" aria-label="Settings">
            <table class="sortable">
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows(shown))</tbody>
            </table>
            </div>
            </div>
            \(HTML.paragraph(explanation))
            """
    }

    private static func columns(for results: SweepResults) -> [SettingColumn] {
        let hasInterval = results.settings.contains { $0.score.summary?.interval != nil }
        let hasSet = results.answer?.set != nil
        let isAllFinished = results.statuses[.finished] == results.plan.runCount
        return SettingColumn.axes(of: results.plan) + [.objective(of: results)]
            + (hasInterval ? [.interval] : []) + [.accuracy(of: results)]
            + (hasSet ? [.membership(in: results)] : [])
            + (isAllFinished ? [] : [.otherEndings])
    }

    private static func moreColumns(for results: SweepResults) -> [SettingColumn] {
        let isHeldOut = results.objective.isHeldOut
        let training: [SettingColumn] =
            isHeldOut
            ? [
                .mean(.loss, title: "training loss, mean"),
                .mean(.accuracy, title: "training accuracy, mean"),
            ] : []
        // With other optimizers alone, the column would have no number.
        let rate: [SettingColumn] =
            results.plan.spec.axes.optimizers.contains(.sgd) ? [.effectiveRate] : []
        return (results.plan.runCount > results.plan.settings.count ? [.median] : []) + training
            + (results.isOptimistic ? [.selectedEpoch] : [])
            + [.epochsToTarget] + rate
            + [
                .mean(.lastBatchLoss),
                .mean(.bestLoss, title: "lowest training loss"),
                .mean(.lossArea, title: "area under training loss"),
                .mean(.oscillation, title: "oscillation"),
            ]
    }

    private var note: HTML {
        let total = results.settings.count
        guard total > Self.rowLimit else { return "" }
        return .paragraph(
            "The best \(Self.rowLimit) of \(NumberText.counted(total, "setting")), the best first; "
                + "all of them are in report.json and runs.csv."
        )
    }

    private var head: HTML {
        let heads = columns.map { ($0, false) } + moreColumns.map { ($0, true) }
        return heads.map { column, isMore -> HTML in
            let kind = Self.kind(column, isMore: isMore)
            return "<th scope=\"col\"\(kind)>\(HTML.prose(column.title))</th>"
        }.joined()
    }

    /// The attribute that puts words to the left, and hides what is there on demand.
    private static func kind(_ column: SettingColumn, isMore: Bool = false) -> HTML {
        switch (column.isText, isMore) {
        case (false, false): ""
        case (true, false): " class=\"text\""
        case (false, true): " class=\"extra\""
        case (true, true): " class=\"text extra\""
        }
    }

    /// The rows of settings, and that of a guess where it belongs by its loss.
    private func rows(_ shown: [SettingResults]) -> HTML {
        let guess = results.guessLoss
        // What has no score stands behind all that have one.
        let place =
            shown.firstIndex { !($0.score.loss < guess) } ?? shown.count
        return shown[..<place].map(row).joined() + guessRow + shown[place...].map(row).joined()
    }

    private func row(_ setting: SettingResults) -> HTML {
        let cells = (columns.map { ($0, false) } + moreColumns.map { ($0, true) }).enumerated()
            .map { index, column -> HTML in
                let (column, isMore) = column
                let kind = Self.kind(column, isMore: isMore)
                let value: HTML =
                    column.isText ? "" : " data-value=\"\(column.value(setting))\""
                return index == 0
                    ? "<th scope=\"row\"\(kind)\(value)>\(column.text(setting))</th>"
                    : "<td\(kind)\(value)>\(HTML.prose(column.text(setting)))</td>"
            }
        let isBest = setting.index == results.answer?.leader && setting.score.hasLearned
        let kind: HTML =
            isBest
            ? " class=\"best\"" : results.isAsGood(setting.index) ? " class=\"good\"" : ""
        return "<tr\(kind)>\(cells)</tr>\n"
    }

    /// What the best constant guess comes to, in the columns that it has.
    private var guessRow: HTML {
        let objective = SettingColumn.objective(of: results).title
        let accuracy = SettingColumn.accuracy(of: results).title
        let cells = (columns.map { ($0, false) } + moreColumns.map { ($0, true) }).enumerated()
            .map { index, column -> HTML in
                let (column, isMore) = column
                let kind = Self.kind(column, isMore: isMore)
                guard index > 0 else {
                    return "<th scope=\"row\"\(kind) data-value=\"nan\">a guess</th>"
                }
                switch column.title {
                case objective:
                    let loss = results.guessLoss
                    return "<td data-value=\"\(loss)\">\(NumberText.loss(loss))</td>"
                case accuracy:
                    let share = results.largestClassShare
                    let text = HTML.prose(NumberText.percent(share))
                    return "<td data-value=\"\(share)\">\(text)</td>"
                default:
                    let value: HTML = column.isText ? "" : " data-value=\"nan\""
                    return "<td\(kind)\(value)></td>"
                }
            }
        return "<tr class=\"guess\">\(cells)</tr>\n"
    }

    private var explanation: String {
        let isMean = words.runsPerSetting > 1
        let loss =
            "The \(words.objective) is the mean cross-entropy over \(words.judgedSamples), in nats"
            + (results.isOptimistic ? ", at the epoch of each run where it is lowest" : "")
            + (isMean ? ", as the geometric mean over \(words.scoredRuns)" : "")
            + ", each run’s between \(NumberText.loss(results.floorLoss)) and "
            + "\(NumberText.loss(results.ceilingLoss)): ten times a guess is what a run that "
            + "exploded or diverged counts as. A guess always says the class shares of the "
            + "training samples."
        let more =
            " Of the other columns, those that are called means are plain ones over the finished "
            + "runs. Epochs to target count until the \(results.objective.accuracyTitle) first "
            + "reaches \(NumberText.percent(results.targetAccuracy)) (median). \(rate) "
            + "Oscillation is the sum of all rises of the training loss."
        return loss + plain + optimism + more + momentum
    }

    /// What is minimized where that is not what is compared.
    private var plain: String {
        let parts = words.minimizedParts
        let weights =
            parts.isEmpty
            ? ""
            : " Losses that are compared are plain ones, without \(NumberText.listed(parts)): "
                + "only the loss that is minimized, that of the batches, has them."
        let dropout =
            words.hasDropout
            ? " Losses and accuracies are measured with all units; only the losses of batches are "
                + "those of the units that dropout leaves. Which units it leaves out follows from "
                + "the seed by a generator of this program’s own, so a run with dropout does not "
                + "repeat in PyTorch number by number: there curves agree in distribution only."
            : ""
        return weights + dropout
    }

    /// What the effective rate is, and for whom.
    private var rate: String {
        let optimizers = results.plan.spec.axes.optimizers
        let others = optimizers.filter { $0 != .sgd }.map(\.title)
        let verb = others.count == 1 ? "has" : "have"
        guard optimizers.contains(.sgd) else {
            return "\(NumberText.listed(others)) \(verb) no effective learning rate: steps do not "
                + "grow with the gradient."
        }
        let isScheduled = results.plan.settings.contains {
            $0.schedule != .constant && $0.optimizer == .sgd
        }
        return "The effective rate is η·(1 − τ)/(1 − μ), with the learning rate η, the dampening τ "
            + "and the momentum μ"
            + (isScheduled ? " of the setting; a schedule changes it from epoch to epoch" : "")
            + (others.isEmpty ? "." : "; \(NumberText.listed(others)) \(verb) none.")
    }

    /// What momentum means to Adam.
    private var momentum: String {
        let adams = results.plan.spec.axes.optimizers.filter(\.isAdam).map(\.title)
        return adams.isEmpty ? "" : " The momentum of \(NumberText.listed(adams)) is β₁."
    }

    /// What is to be known of numbers of samples that chose each run's epoch.
    private var optimism: String {
        guard results.isOptimistic else { return "" }
        return " Since the same samples chose the epochs, the \(words.objective) is too low for "
            + "new data, and no interval would hold there. All "
            + "else is of the same epochs, which are counted from 0."
    }
}
