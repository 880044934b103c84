internal import Quoting
internal import TrainingModel

/// A column of the file that names the part of each sample, or the number of its fold.
struct PartsColumn {
    private let cells: [String]
    private let name: String

    /// Reads nothing yet.
    ///
    /// - Parameters:
    ///   - cells: The column, a cell for each sample.
    ///   - name: Its name, for messages.
    init(_ cells: [String], name: String) {
        self.cells = cells
        self.name = name
    }

    /// The parts or folds.
    ///
    /// - Throws: ``SplitError`` when a cell says nothing that is known, or a part is empty.
    func parts() throws(SplitError) -> SampleParts {
        let words = Dictionary(uniqueKeysWithValues: SamplePart.allCases.map { ($0.name, $0) })
        var parts: [SamplePart] = []
        var folds: [UInt16] = []
        for (sample, cell) in cells.enumerated() {
            if let part = words[cell] {
                parts.append(part)
            } else if let fold = Int(cell), cell.utf8.first != UInt8(ascii: "+") {
                folds.append(try checked(fold, cell, sample))
            } else {
                throw unknown(cell, sample)
            }
            guard parts.isEmpty || folds.isEmpty else {
                throw SplitError(
                    .mixedParts,
                    value: cell,
                    sample: sample,
                    "the cells before say \(VisibleText.quoted(cells[0])) or the like; expected "
                        + "either words or numbers of folds in \(column)"
                )
            }
        }
        return folds.isEmpty ? try wordParts(parts) : try numberedFolds(folds)
    }

    private var column: String { "column \(VisibleText.quoted(name))" }

    private func wordParts(_ parts: [SamplePart]) throws(SplitError) -> SampleParts {
        guard parts.contains(.training) else {
            throw SplitError(.emptyPart, "\(column) has no cell with train; expected at least one")
        }
        guard parts.contains(where: { $0 != .training }) else {
            throw SplitError(
                .nothingHeldOut,
                "all \(parts.count) cells of \(column) are train, so nothing is held out; expected "
                    + "validation or test in some"
            )
        }
        return .parts(parts)
    }

    private func numberedFolds(_ folds: [UInt16]) throws(SplitError) -> SampleParts {
        let count = Int(folds.max() ?? 0) + 1
        guard count >= 2 else {
            throw SplitError(
                .foldCount,
                value: "1",
                "all \(folds.count) cells of \(column) are fold 0; expected at least two folds"
            )
        }
        let used = Set(folds)
        if let empty = (0..<count).first(where: { !used.contains(UInt16($0)) }) {
            throw SplitError(
                .emptyPart,
                value: "\(empty)",
                "fold \(empty) has no sample in \(column); expected all numbers from 0 to the "
                    + "largest, \(count - 1)"
            )
        }
        return .folds(folds, count: count)
    }

    private func checked(
        _ fold: Int,
        _ cell: String,
        _ sample: Int
    ) throws(SplitError) -> UInt16 {
        let limit = min(Limits.folds, cells.count)
        guard (0..<limit).contains(fold) else {
            throw SplitError(
                .foldCount,
                value: cell,
                sample: sample,
                "expected the number of a fold from 0 to \(limit - 1)"
            )
        }
        return UInt16(fold)
    }

    private func unknown(_ cell: String, _ sample: Int) -> SplitError {
        let names = SamplePart.allCases.map(\.name)
        let nearest = NearestText.nearest(to: cell, among: names)
        return SplitError(
            .unknownPart,
            value: cell,
            sample: sample,
            "expected \(names.joined(separator: ", ")) or the number of a fold from 0"
                + (nearest.map { "; did you mean \($0)?" } ?? "")
        )
    }
}
