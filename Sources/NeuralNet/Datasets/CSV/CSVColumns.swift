internal import Quoting
internal import TrainingModel

/// The columns of a CSV file: their names, and what each of them is for.
struct CSVColumns {
    /// The name of each column.
    let names: [String]

    /// The index of the label's column.
    let label: Int

    /// The index of the column of groups, if the split draws groups.
    let group: Int?

    /// The index of the column of parts, if the split reads them from the file.
    let parts: Int?

    /// Whether each column is a feature.
    let isFeature: [Bool]

    /// As many names as messages list.
    private static let listedCount = 30

    /// The names of the features.
    var featureNames: [String] { zip(names, isFeature).filter(\.1).map(\.0) }

    /// Finds the columns that are no features.
    ///
    /// - Parameters:
    ///   - names: The header.
    ///   - label: The name of the label's column.
    ///   - split: How samples are held out, which may name a column.
    ///   - file: The name of the file, for errors.
    ///   - line: The header's line, for errors.
    /// - Throws: ``DatasetError`` when a column is missing, there twice or of two uses, or when no
    ///   feature is left.
    init(_ names: [String], label: String, split: SplitRule, file: String, line: Int) throws {
        // A header without any comma was most likely written with another separator.
        let isOneField = names.count == 1
        let separatorHint =
            isOneField && names[0].contains(";")
            ? "; fields are separated by commas, not semicolons"
            : isOneField && names[0].contains("\t")
                ? "; fields are separated by commas, not tabs" : ""
        func index(of name: String, _ code: DatasetError.Code, _ role: String) throws -> Int {
            if let index = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) {
                return index
            }
            let nearest = NearestText.nearest(to: name, among: names)
            let hint = nearest.map { "; did you mean \(VisibleText.quoted($0))?" } ?? separatorHint
            throw DatasetError(
                code,
                file: file,
                line: line,
                value: name,
                message: "no column has the \(role)'s name; the columns are "
                    + "\(Self.listed(names))\(hint)"
            )
        }
        self.names = names
        self.label = try index(of: label, .missingLabelColumn, "label")
        group = try split.group.map { try index(of: $0, .missingSplitColumn, "group") }
        parts = try split.column.map { try index(of: $0, .missingSplitColumn, "split") }
        let others = [group, parts].compactMap(\.self)
        if others.contains(self.label) {
            throw DatasetError(
                .labelSplits,
                file: file,
                line: line,
                column: label,
                message: "is the label, which cannot say how samples are split; expected another "
                    + "column"
            )
        }
        let noFeatures = Set([self.label] + others)
        isFeature = names.indices.map { !noFeatures.contains($0) }
        try check(file: file, line: line)
    }

    /// Names of columns as messages list them.
    ///
    /// - Parameter names: All columns.
    /// - Returns: The first of them in quotes, and how many more there are.
    static func listed(_ names: [String]) -> String {
        let shown = names.prefix(listedCount).map { VisibleText.quoted($0) }
        let rest = names.count - shown.count
        return shown.joined(separator: ", ")
            + (rest > 0 ? " and \(rest.grouped) more" : "")
    }

    /// Throws unless there are features and all names differ.
    private func check(file: String, line: Int) throws {
        if !isFeature.contains(true) {
            throw DatasetError(
                .noFeatures,
                file: file,
                line: line,
                message: "expected a column of features beside the label's"
            )
        }
        var seen: Set<[UInt8]> = []
        for name in names where !seen.insert(Array(name.utf8)).inserted {
            throw DatasetError(
                .duplicateColumn,
                file: file,
                line: line,
                column: name,
                message: "two columns have this name"
            )
        }
    }
}

extension SampleTable {
    /// The columns of a CSV file, for a message to somebody who did not name the label's.
    ///
    /// - Parameter bytes: The content of the file, or its beginning.
    /// - Returns: The names in quotes, with commas between; `nil` if there is no header.
    /// - Throws: ``DatasetError`` if the header is not that of a CSV file.
    public static func columnList(ofCSV bytes: [UInt8]) throws -> String? {
        var records = CSVRecordReader(bytes, file: "")
        guard try records.next() else { return nil }
        let names = (0..<records.fieldCount).map {
            String(decoding: records.field($0), as: UTF8.self)
        }
        return CSVColumns.listed(names)
    }
}

extension SplitRule {
    /// The column whose values are the groups, if groups are drawn.
    var group: String? {
        switch self {
        case .shares(_, let draw), .folds(_, let draw): draw.group
        case .none, .last, .column: nil
        }
    }

    /// The column that names the parts, if there is one.
    var column: String? {
        if case .column(let name) = self { name } else { nil }
    }
}
