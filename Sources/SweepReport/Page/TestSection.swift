internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics

/// What the test samples say of the leader and its baseline, and how often they were looked at.
struct TestSection {
    private let results: SweepResults

    /// Shows what was seen.
    init(_ results: SweepResults) { self.results = results }

    /// The content, empty where no sample is in the test part.
    var html: HTML {
        let count = results.testClassCounts.reduce(0, +)
        guard count > 0 else { return "" }
        guard let test = results.test else {
            return HTML.paragraph(
                "\(NumberText.counted(count, "test sample")) \(count == 1 ? "is" : "are") kept for "
                    + "one look when every run has ended. `momentum sweep --resume` with this "
                    + "folder goes on until then."
            )
        }
        let ofLook = results.hasBaseline(of: test) ? "" : " of that look"
        let rows =
            ([("the best", test.leader)]
            + (test.baseline.map { [("baseline\(ofLook)", $0)] } ?? []))
            .map(row)
        return """
            \(HTML.paragraph(note(test)))\
            <div class="scroll" tabindex="0" role="region" aria-label="Test samples">
            <table>
            <thead><tr><th scope="col" class="text">setting</th><th scope="col">seeds</th>\
            <th scope="col">test loss</th><th scope="col">95 % interval</th>\
            <th scope="col">test accuracy</th><th scope="col">95 % interval</th></tr></thead>
            <tbody>
            \(rows + ensembleRows)</tbody>
            </table>
            </div>

            """
    }

    /// The ensemble and the best single run, chosen by the validation samples before the look.
    private var ensembleRows: [HTML] {
        guard let ensemble = results.ensembleAnswer, let test = ensemble.test else { return [] }
        let count = ensemble.members.count
        let single = row("the best single run", test.singleLoss, test.singleCorrectCount)
        guard count > 1 else { return [single] }
        return [
            row("an ensemble of \(count) networks", test.loss, test.correctCount), single,
        ]
    }

    private func row(_ title: String, _ loss: Double, _ correctCount: Int) -> HTML {
        let counts = results.testClassCounts
        let accuracy = PartAccuracy(
            correct: Double(correctCount),
            sampleCount: counts.reduce(0, +),
            largestClassCount: counts.max() ?? 0
        )
        let cells = [
            "–", NumberText.loss(loss), "–", NumberText.percent(accuracy.share),
            TestFindings.interval(of: accuracy),
        ].map { "<td>\(HTML.prose($0))</td>" as HTML }
        return "<tr><th scope=\"row\" class=\"text\">\(title)</th>\(cells)</tr>\n"
    }

    private func note(_ test: TestAnswer) -> String {
        let times = test.lookCount
        let ofLook = results.hasBaseline(of: test) ? "" : " of that look"
        let alone = test.baseline == nil ? " The best is the baseline\(ofLook) itself." : ""
        return
            "The \(NumberText.counted(test.sampleCount, "test sample")) had no part in the choice. "
            + "They were looked at "
            + (times == 1 ? "once" : "\(NumberText.grouped(times)) times, for different choices")
            + ", when every run had ended, and for the settings below alone; of the other settings "
            + "there are no such numbers.\(alone) The interval of a loss is over seeds; that of an "
            + "accuracy is what other samples would give, which more seeds do not shrink."
    }

    private func row(_ role: String, _ tested: TestedSetting) -> HTML {
        let label = results.label(of: results.settings[tested.setting].setting)
        let interval = tested.interval.map {
            NumberText.interval($0.lowerBound, $0.upperBound)
        }
        let accuracy = tested.accuracy
        let cells = [
            NumberText.grouped(tested.estimate.count), NumberText.loss(tested.loss),
            interval ?? "–", accuracy.map { NumberText.percent($0.share) } ?? "–",
            accuracy.map(TestFindings.interval) ?? "–",
        ].map { "<td>\(HTML.prose($0))</td>" as HTML }
        return "<tr><th scope=\"row\" class=\"text\">\(label) (\(role))</th>\(cells)</tr>\n"
    }
}
