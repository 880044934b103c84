internal import Quoting
internal import TrainingModel

/// The columns of a CSV file: their names, and what each of them is for.
struct CSVColumns {
    /// What a column is for.
    enum Use {
        /// It is trained on.
        case feature

        /// It is trained on, and says true or false; only the first row tells.
        case boolean

        /// It holds the classes.
        case label

        /// The split needs it.
        case split

        /// It is not read.
        case none
    }

    /// The name of each column.
    let names: [String]

    /// What each column is for.
    let uses: [Use]

    /// The index of the label's column.
    let label: Int

    /// The index of the column of groups, if the split draws groups.
    let group: Int?

    /// The index of the column of parts, if the split reads them from the file.
    let parts: Int?

    /// As many names as messages list.
    private static let listedCount = 30

    /// The names of the features.
    var featureNames: [String] { zip(names, uses).filter { $0.1 == .feature }.map(\.0) }

    /// Finds the columns of each use.
    ///
    /// - Parameters:
    ///   - names: The header, or numbers.
    ///   - label: The name of the label's column.
    ///   - split: How samples are held out, which may name a column.
    ///   - form: Which columns are features.
    ///   - file: The name of the file, for errors.
    ///   - line: The header's line, for errors.
    /// - Throws: ``DatasetError`` when a column is missing, there twice or of two uses, or when no
    ///   feature is left.
    init(
        _ names: [String],
        label: String,
        split: SplitRule,
        form: TableForm,
        file: String,
        line: Int
    ) throws {
        let header = CSVHeader(names, form: form, file: file, line: line)
        self.names = names
        self.label = try header.index(of: label, .missingLabelColumn, "the label's name")
        group = try split.group.map {
            try header.index(of: $0, .missingSplitColumn, "the group's name")
        }
        parts = try split.column.map {
            try header.index(of: $0, .missingSplitColumn, "the split's name")
        }
        let others = [group, parts].compactMap(\.self)
        if others.contains(self.label) {
            throw header.failure(
                .labelSplits,
                column: label,
                "is the label, which cannot say how samples are split; expected another column"
            )
        }
        var uses = names.map { _ in form.features == nil ? Use.feature : .none }
        for name in form.features ?? [] {
            let index = try header.index(of: name, .missingFeatureColumn, "the feature's name")
            guard index != self.label, !others.contains(index) else {
                throw header.failure(
                    .featureHasOtherUse,
                    column: name,
                    index == self.label
                        ? "is the label, which cannot be a feature, too"
                        : "says how samples are split, and cannot be a feature, too"
                )
            }
            uses[index] = .feature
        }
        for name in form.excluded {
            let index = try header.index(of: name, .missingFeatureColumn, "this name to exclude")
            guard index != self.label else {
                throw header.failure(
                    .featureHasOtherUse,
                    column: name,
                    "is the label, which cannot be excluded"
                )
            }
            uses[index] = .none
        }
        uses[self.label] = .label
        for index in others { uses[index] = .split }
        self.uses = uses
        try check(header)
    }

    /// Throws unless there are features and the names that are used differ.
    private func check(_ header: CSVHeader) throws {
        if !uses.contains(.feature) {
            throw header.failure(
                .noFeatures,
                column: nil,
                "expected a column of features beside the label's"
            )
        }
        var seen: Set<[UInt8]> = []
        for (name, use) in zip(names, uses)
        where use != .none && !seen.insert(Array(name.utf8)).inserted {
            throw header.failure(.duplicateColumn, column: name, "two columns have this name")
        }
    }

    /// Whether the first column may be row numbers that a program has written without being asked.
    ///
    /// - Parameter form: How the table was described.
    /// - Returns: Whether it is a feature that has no name of its own.
    func mayCountRows(_ form: TableForm) -> Bool {
        guard form.hasHeader, form.features == nil, uses[0] == .feature,
            uses.count(where: { $0 == .feature }) > 1
        else { return false }
        return ColumnName.isMissing(names[0])
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
}

extension SampleTable {
    /// The columns of a CSV file, for a message that asks for the label's.
    ///
    /// - Parameter bytes: The content of the file, or its beginning.
    /// - Returns: The names in quotes, with commas between, and the separator that they seem to
    ///   have; `nil` if there is no header.
    /// - Throws: ``DatasetError`` if the header is not that of a CSV file.
    public static func columnList(ofCSV bytes: [UInt8]) throws -> String? {
        var records = CSVRecordReader(bytes, file: "")
        guard try records.next() else { return nil }
        let names = (0..<records.fieldCount).map {
            String(decoding: records.field($0), as: UTF8.self)
        }
        let header = CSVHeader(names, form: TableForm(), file: "", line: 1)
        return CSVColumns.listed(names) + (header.separatorHint(for: "") ?? "")
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
