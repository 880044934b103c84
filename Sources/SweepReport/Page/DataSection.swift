internal import NeuralNet
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What the samples are, and how they are split.
struct DataSection {
    /// The most classes on the page, the largest ones.
    static let rowLimit = 40

    private let results: SweepResults
    private let parts: SampleParts
    private let labels: [Int32]

    /// Makes the section of `results`.
    init(_ results: SweepResults) {
        self.results = results
        parts = results.samples.parts
        labels = results.samples.table?.labels ?? results.dataset.labels
    }

    /// The sentences and the table.
    var html: HTML {
        let sentences = [source, split, standardizing].joined(separator: " ")
        return HTML.paragraph(sentences) + table
    }

    private var source: String {
        let dataset = results.dataset
        let count = NumberText.counted(labels.count, "sample")
        let features = NumberText.counted(dataset.width, "feature")
        let classes = NumberText.grouped(dataset.classCount)
        let amount = "\(count) of \(features) in \(classes) classes"
        switch results.plan.spec.dataset {
        case .spiral(let source):
            return "\(amount): a spiral of \(source.classes) arms with "
                + "\(NumberText.grouped(source.points)) points each, noise "
                + "\(NumberText.plain(source.noise)), seed \(source.seed)."
        case .csv(let source):
            return "\(amount), from \(source.path); column \(source.label) is the class."
        case .idx(let source): return "\(amount), from \(source.images) and \(source.labels)."
        }
    }

    private var split: String {
        switch results.plan.spec.split {
        case .none: return "All of them are trained on; none is held out."
        case .shares(_, let draw):
            return "The parts are drawn with seed \(draw.seed)\(kind(of: draw))."
        case .last: return "The last samples of the file are held out."
        case .folds(let count, let draw):
            return "They are split into \(count) folds with seed \(draw.seed)\(kind(of: draw)); "
                + "each fold is held out once."
        case .column(let name):
            return "Column \(name) says which samples are held out"
                + (parts.foldCount > 1 ? ", in \(parts.foldCount) folds." : ".")
        }
    }

    private func kind(of draw: SplitDraw) -> String {
        draw.group.map { ", so that samples with the same \($0) stay together" }
            ?? ", each class in the same share"
    }

    private var standardizing: String {
        let isStandardized = results.samples.table?.isStandardized ?? false
        switch results.plan.spec.dataset {
        case .csv(let source) where source.standardize, .csv(let source) where isStandardized:
            return "Features are standardized (\(source.standardize ? "" : "some of them, ")mean 0 "
                + "and deviation 1 over the training samples"
                + (parts.foldCount > 1 ? " of each fold)." : ").")
        case .csv: return "Features are not standardized."
        case .spiral, .idx: return ""
        }
    }

    // MARK: The table

    /// The columns of counts, one for each part or fold that occurs.
    private var columns: [(title: String, indices: [Int])] {
        if parts.foldCount > 1 {
            return (0..<parts.foldCount).map {
                ("fold \($0)", parts.indices(of: .validation, fold: $0))
            }
        }
        let titles: [(SamplePart, String)] = [
            (.training, "training"), (.validation, "validation"), (.test, "test"),
        ]
        return titles.map { ($1, parts.indices(of: $0, fold: 0)) }.filter { !$1.isEmpty }
    }

    private var table: HTML {
        let names = results.dataset.classNames
        let columns = self.columns
        let counts = columns.map { column in
            var counts = [Int](repeating: 0, count: names.count)
            for index in column.indices { counts[Int(labels[index])] += 1 }
            return counts
        }
        let totals = names.indices.map { name in counts.reduce(0) { $0 + $1[name] } }
        let order = names.indices.sorted { (-totals[$0], $0) < (-totals[$1], $1) }
        let shown =
            names.count > Self.rowLimit ? Array(order.prefix(Self.rowLimit)) : Array(names.indices)
        let rows = shown.map { name -> HTML in
            let cells = (counts.map { $0[name] } + (columns.count > 1 ? [totals[name]] : []))
                .map(cell)
            let title = names[name].shortened(to: 2 * ShownClasses.titleLimit)
            return "<tr><th scope=\"row\" class=\"text\">\(title)</th>\(cells)</tr>\n"
        }
        let sums = columns.map(\.indices.count) + (columns.count > 1 ? [labels.count] : [])
        let heads = columns.map(\.title) + (columns.count > 1 ? ["all"] : [])
        let rest = names.count - shown.count
        return """
            <div class="scroll narrow" tabindex="0" role="region" aria-label="Samples of each part">
            <table>
            <thead><tr><th scope="col" class="text">class</th>\
            \(heads.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
            <tbody>
            \(rows)\
            <tr class="pooled"><th scope="row" class="text">all classes</th>\(sums.map(cell))</tr>
            </tbody>
            </table>
            </div>
            \(rest > 0
                ? HTML.paragraph(
                    "The \(shown.count) largest of \(NumberText.grouped(names.count)) classes."
                ) : "")
            """
    }

    private func cell(_ count: Int) -> HTML {
        "<td data-value=\"\(count)\">\(NumberText.grouped(count))</td>"
    }
}
