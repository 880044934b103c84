internal import Foundation
internal import NeuralNet
internal import SweepModel
internal import SweepSpecReader
internal import TrainingModel

/// What `plan`, `sweep` and `coordinator` say before anything is trained.
enum SweepAnnouncement {
    /// Prints what a sweep starts from, and what a person should know of it.
    ///
    /// - Parameters:
    ///   - sweep: The sweep.
    ///   - sentence: What it starts from.
    ///   - mode: How it is printed.
    static func announce(_ sweep: PreparedSweep, startingFrom sentence: String, as mode: OutputMode)
    {
        announce([sentence] + sweep.notes.map { "Note: \($0)" }, as: mode)
    }

    /// Prints `lines` where they disturb no data.
    static func announce(_ lines: [String], as mode: OutputMode) {
        for line in lines {
            switch mode {
            case .text: StandardOutput.sentence(line)
            case .json: StandardError.line("momentum: \(line)")
            case .quiet: break
            }
        }
    }
}

extension PreparedSweep {
    /// What a person should know before the sweep is trained: all notes are gathered here.
    var notes: [String] {
        let counts = assumptions.contains(.split) ? [] : SweepNotes.counts(of: table.parts)
        let sentences = SweepNotes.sentences(
            of: spec,
            assumptions: assumptions,
            sampleCount: table.count,
            parts: table.parts,
            groupCount: table.groups.map { Set($0).count }
        )
        return counts + sentences + dataNotes
    }

    /// What is worth knowing of the samples, in view of how they are trained on.
    var dataNotes: [String] { table.observations.filter(matters).map(\.description) }

    /// Whether `observation` matters for how the sweep trains.
    private func matters(_ observation: DataObservation) -> Bool {
        switch observation {
        case .longRuns: !spec.shuffle
        case .likelyGroup(let feature, _, _): spec.split.columnName != feature
        case .unevenParts: spec.split.isLast
        case .leftOutRowNumbers, .differentRanges, .rowNumbers, .numericLabels: true
        }
    }
}

extension SplitRule {
    /// Whether the last samples are held out.
    fileprivate var isLast: Bool {
        if case .last = self { true } else { false }
    }

    /// The column that decides about parts, or `nil` if there is none.
    fileprivate var columnName: String? {
        switch self {
        case .none, .last: nil
        case .shares(_, let draw), .folds(_, let draw): draw.group
        case .column(let name): name
        }
    }
}
