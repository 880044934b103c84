internal import NeuralNet
internal import Quoting
internal import SweepResults
internal import SweepStatistics

/// Recall, precision and F1 of each class, and the most frequent confusions of many classes.
struct ClassScoresTable {
    /// The most classes on the page: those with the most mistakes.
    static let rowLimit = 40

    /// The most confusions that are listed where no figure shows them.
    private static let confusionLimit = 20

    private let confusion: ConfusionMatrix
    private let names: [String]

    /// Makes the tables of `evaluation`.
    init(_ evaluation: ModelEvaluation, _ results: SweepResults) {
        confusion = evaluation.confusion
        names = results.dataset.classNames
    }

    /// The tables and what is left out of them.
    var html: HTML {
        let classes = confusion.classes
        let occurring = classes.indices.filter {
            classes[$0].sampleCount + classes[$0].predictedCount > 0
        }
        let mistakes = classes.map { $0.sampleCount - $0.correctCount }
        let shown = occurring.sorted { (-mistakes[$0], $0) < (-mistakes[$1], $1) }
            .prefix(Self.rowLimit)
        let rest = occurring.count - shown.count
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Classes">
            <table class="sortable">
            <thead><tr><th scope="col" class="text">class</th><th scope="col">samples</th>\
            <th scope="col">right</th><th scope="col">recall</th><th scope="col">precision</th>\
            <th scope="col">F1</th><th scope="col" class="text">most often taken for</th></tr>\
            </thead>
            <tbody>
            \(shown.map { row($0, classes[$0]) })</tbody>
            </table>
            </div>
            \(HTML.paragraph(note(rest)))\(confusions)
            """
    }

    private func note(_ rest: Int) -> String {
        "Recall is the share of a class’s samples that is taken for it, precision the share of "
            + "what is taken for it that is of it, F1 their harmonic mean; a dash is a share of "
            + "nothing, and counts as 0 in the macro F1 of a class that occurs. Most mistakes "
            + "first."
            + (rest > 0 ? " \(NumberText.grouped(rest)) more classes are left out." : "")
    }

    private func row(_ index: Int, _ scores: ClassScores) -> HTML {
        // Of equally frequent ones, the first class.
        let most = confusion.cells.filter { $0.label == index && $0.prediction != index }
            .min { (-$0.count, $0.prediction) < (-$1.count, $1.prediction) }
        let mistaken = most.map { "\(title($0.prediction)) (\(NumberText.grouped($0.count)))" }
        let name = names[index].shortened(to: 2 * ShownClasses.titleLimit)
        return """
            <tr><th scope="row" class="text">\(name)</th>\
            <td data-value="\(scores.sampleCount)">\(NumberText.grouped(scores.sampleCount))</td>\
            <td data-value="\(scores.correctCount)">\(NumberText.grouped(scores.correctCount))</td>\
            \([scores.recall, scores.precision].map(share))\
            <td data-value="\(scores.f1 ?? -1)">\(scores.f1.map(NumberText.short) ?? "–")</td>\
            <td class="text">\(mistaken ?? "–")</td></tr>

            """
    }

    private func share(_ share: Double?) -> HTML {
        "<td data-value=\"\(share ?? -1)\">\(HTML.prose(share.map(NumberText.percent) ?? "–"))</td>"
    }

    private func title(_ index: Int) -> String {
        names[index].shortened(to: ShownClasses.titleLimit)
    }

    /// The most frequent confusions, where there are too many classes for a figure.
    private var confusions: HTML {
        guard confusion.classCount > ConfusionFigure.classLimit else { return "" }
        let rows = confusion.worst(Self.confusionLimit).map { worst -> HTML in
            """
            <tr><td class="text">\(title(worst.label))</td>\
            <td class="text">\(title(worst.prediction))</td>\
            <td>\(NumberText.grouped(worst.count))</td></tr>

            """
        }
        guard !rows.isEmpty else { return "" }
        return """
            <div class="scroll narrow" tabindex="0" role="region" aria-label="Confusions">
            <table>
            <thead><tr><th scope="col" class="text">class</th>\
            <th scope="col" class="text">taken for</th><th scope="col">samples</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </div>
            \(HTML.paragraph("The most frequent confusions."))
            """
    }
}
