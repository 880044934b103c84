internal import NeuralNet
internal import Quoting
internal import TrainingModel

/// Where a table has what a network needs.
struct TableColumns {
    /// The columns that a message lists, and the missing ones for which it seeks what comes near.
    private static let listLimit = 20

    /// The index of the column of each feature, in the order of the network's inputs.
    let features: [Int]

    /// The index of the column of the label, if it is there.
    let label: Int?

    /// The names of the columns that are neither, in the order of the table.
    let others: [String]

    /// Finds the columns by their names, which are compared byte by byte.
    ///
    /// - Parameters:
    ///   - names: The header of the table.
    ///   - preprocessing: The features and the label.
    ///   - file: The table's name, for errors.
    ///   - line: The header's line, for errors.
    /// - Throws: ``PredictionError`` naming all columns that are missing, and what comes near.
    init(_ names: [String], for preprocessing: Preprocessing, file: String, line: Int) throws {
        var indices: [[UInt8]: [Int]] = [:]
        for (index, name) in names.enumerated() {
            indices[Array(name.utf8), default: []].append(index)
        }
        var features: [Int] = []
        var missing: [String] = []
        func columns(named name: String) throws -> [Int] {
            let found = indices[Array(name.utf8)] ?? []
            guard found.count <= 1 else {
                throw PredictionError(
                    .table,
                    "\(file), line \(line): two columns are named \(VisibleText.quoted(name))"
                )
            }
            return found
        }
        for name in preprocessing.features.map(\.name) {
            let found = try columns(named: name)
            features += found
            if found.isEmpty { missing.append(name) }
        }
        let labels = try columns(named: preprocessing.labelName)
        let used = Set(features + labels)
        let others = names.indices.filter { !used.contains($0) }.map { names[$0] }
        guard missing.isEmpty else {
            let place = "\(file), line \(line)"
            throw Self.error(of: missing, among: others, names: names, preprocessing.form, place)
        }
        self.features = features
        label = labels.first
        self.others = others
    }

    private static func error(
        of missing: [String],
        among others: [String],
        names: [String],
        _ form: TableForm,
        _ place: String
    ) -> PredictionError {
        let told = missing.enumerated().map { index, name in
            let nearest =
                index < listLimit ? NearestText.nearest(to: name, among: others) : nil
            return VisibleText.quoted(name)
                + (nearest.map { " (did you mean \(VisibleText.quoted($0))?)" } ?? "")
        }
        let there = names.prefix(listLimit).map { VisibleText.quoted($0) }.joined(separator: ", ")
        let more = names.count > listLimit ? " and \(names.count - listLimit) more" : ""
        let separator = FieldSeparator.allCases.first {
            $0 != form.separator && names[0].contains($0.rawValue)
        }
        let known = "; in the table that was trained on, fields are separated by"
        let hint =
            names.count == 1
            ? separator.map { "\(known) \(form.separator.word)s, not \($0.word)s" } ?? "" : ""
        return PredictionError(
            .table,
            "\(place): \(told.count == 1 ? "a column is" : "columns are") missing: "
                + told.joined(separator: ", ")
                + "; the columns are \(there)\(more)\(hint)"
        )
    }
}
