internal import NeuralNet
internal import NeuralNetRuntime
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// How well the best run of the best setting knows each class.
struct ClassesSection {
    /// The most classes on the page: those with the most mistakes.
    static let rowLimit = 40

    /// The multiplications that the predictions may take.
    private static let operationLimit = 2_000_000_000

    /// One class.
    private struct Row {
        let index: Int
        var count = 0
        var right = 0

        /// What the mistaken samples are taken for most often.
        var mistaken: (index: Int, count: Int)?
    }

    private let results: SweepResults
    private let words: MetricWords
    private let run: Run?
    private let rows: [Row]

    /// Makes the section of `results`.
    init(_ results: SweepResults) {
        self.results = results
        words = MetricWords(results)
        let trained = results.answer.flatMap { results.trained($0.leader) }
        run = trained?.best.run
        rows = trained.map { Self.rows($0.best, results) } ?? []
    }

    /// The content; nothing without a network.
    var html: HTML {
        guard let run, !rows.isEmpty else { return "" }
        let shown = rows.sorted {
            ($1.count - $1.right, $0.index) < ($0.count - $0.right, $1.index)
        }
        .prefix(Self.rowLimit)
        let fold = words.isFolded ? ", fold \(run.fold)" : ""
        let rest = rows.count - shown.count
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Classes">
            <table class="sortable">
            <thead><tr><th scope="col" class="text">class</th><th scope="col">samples</th>\
            <th scope="col">right</th><th scope="col">share</th>\
            <th scope="col" class="text">most often taken for</th></tr></thead>
            <tbody>
            \(shown.map(row))</tbody>
            </table>
            </div>
            \(HTML.paragraph(
                "What the run with the lowest \(words.objective) of "
                    + "\(results.label(of: run.setting)) (seed \(run.seed)\(fold)) says of "
                    + "\(words.samples(of: part)), class by class; most mistakes first."
                    + (rest > 0 ? " \(NumberText.grouped(rest)) more classes are left out." : "")
            ))
            """
    }

    private var part: SamplePart { results.objective.isHeldOut ? .validation : .training }

    private func row(_ row: Row) -> HTML {
        let share = Double(row.right) / Double(max(row.count, 1))
        let names = results.dataset.classNames
        let mistaken = row.mistaken.map {
            "\(names[$0.index].shortened(to: ShownClasses.titleLimit)) "
                + "(\(NumberText.grouped($0.count)))"
        }
        let name = names[row.index].shortened(to: 2 * ShownClasses.titleLimit)
        return """
            <tr><th scope="row" class="text">\(name)</th>\
            <td data-value="\(row.count)">\(NumberText.grouped(row.count))</td>\
            <td data-value="\(row.right)">\(NumberText.grouped(row.right))</td>\
            <td data-value="\(share)">\(HTML.prose(NumberText.percent(share)))</td>\
            <td class="text">\(mistaken ?? "–")</td></tr>

            """
    }

    private static func rows(_ best: RunResult, _ results: SweepResults) -> [Row] {
        let part: SamplePart = results.objective.isHeldOut ? .validation : .training
        let held = results.samples.table.map { $0.dataset(part, fold: best.run.fold) }
        let shape = NetworkShape(layers: best.run.setting.layers)
        guard let dataset = held ?? results.dataset,
            best.parameters.count == shape.parameterCount, dataset.width == shape.inputCount,
            dataset.count * shape.parameterCount < operationLimit,
            let predictions = InstructionSetName.best.predictedClasses(
                of: shape,
                parameters: [best.parameters],
                features: dataset.features
            ).first
        else { return [] }
        return tally(predictions, dataset)
    }

    private static func tally(_ predictions: [Int32], _ dataset: Dataset) -> [Row] {
        var rows = dataset.classNames.indices.map { Row(index: $0) }
        var mistakes: [Int: [Int: Int]] = [:]
        for (label, prediction) in zip(dataset.labels, predictions) {
            rows[Int(label)].count += 1
            if label == prediction {
                rows[Int(label)].right += 1
            } else {
                mistakes[Int(label), default: [:]][Int(prediction), default: 0] += 1
            }
        }
        for index in rows.indices {
            // Of equally frequent ones, the first class.
            let most = mistakes[index]?.min { (-$0.value, $0.key) < (-$1.value, $1.key) }
            rows[index].mistaken = most.map { ($0.key, $0.value) }
        }
        return rows.filter { $0.count > 0 }
    }
}
