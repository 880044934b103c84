public import TrainingModel

/// What the texts of a data file may hold.
public enum DatasetTexts: Sendable {
    /// No control characters but tab and line feed, and no noncharacters: for a file that enters.
    case checked

    /// Anything, as in a run directory of the first edition, whose results must stay readable.
    case stored
}

extension SampleTable {
    /// Reads a CSV file of numbers with one column of labels.
    ///
    /// The file follows RFC 4180 with a header, unless `form` says otherwise. Each column but the
    /// label's, and but the one that the split names, is a feature, in the file's order; a first
    /// column without a name that counts the rows is left out. A column whose first cell is a word
    /// such as `true` has such words only, which are 1 and 0. Each distinct label is a class that
    /// is named as the file spells it: `1`, `01` and `1.0` are three. Classes are ordered by value
    /// if all labels are numbers, and by text where that is equal; else by text. Features are read
    /// in Double, and rounded to Float unless they are standardized.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - file: Its name, for errors.
    ///   - label: The name of the label's column.
    ///   - standardize: Whether each feature is moved to mean 0 and scaled to standard deviation 1
    ///     (population) of the training part; a constant feature is only centred.
    ///   - form: How the file is written, and which columns are features.
    ///   - split: How samples are held out.
    ///   - texts: What names may hold.
    ///   - labels: Which labels are the same class.
    /// - Throws: ``DatasetError`` naming line, column and value, or the numbers of a split that the
    ///   samples do not allow.
    public init(
        csv bytes: [UInt8],
        file: String,
        label: String,
        standardize: Bool,
        form: TableForm = TableForm(),
        split: SplitRule = .none,
        texts: DatasetTexts = .checked,
        labels: LabelReading = .asWritten
    ) throws {
        let reader = try CSVDatasetReader(
            CSVRecordReader(bytes, file: file, separator: form.separator),
            sizeBytes: bytes.count,
            label: label,
            standardize: standardize,
            form: form,
            split: split,
            texts: texts
        )
        self = try reader.read(labels: labels)
    }

    /// Reads a CSV file that comes in pieces; no more than a piece or a record of it is held beside
    /// the samples.
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - sizeBytes: The size of the file if it is known, for which room is made; else 0.
    ///   - label: The name of the label's column.
    ///   - standardize: Whether each feature is standardized with the training part.
    ///   - form: How the file is written, and which columns are features.
    ///   - split: How samples are held out.
    ///   - texts: What names may hold.
    ///   - labels: Which labels are the same class.
    ///   - nextPiece: Reads the file on; no bytes mean its end.
    /// - Throws: ``DatasetError`` naming line, column and value, or the numbers of a split that the
    ///   samples do not allow; an error of the source.
    public init(
        csv file: String,
        sizeBytes: Int,
        label: String,
        standardize: Bool,
        form: TableForm,
        split: SplitRule,
        texts: DatasetTexts,
        labels: LabelReading,
        nextPiece: @escaping () throws -> [UInt8]
    ) throws {
        let reader = try CSVDatasetReader(
            CSVRecordReader(file: file, separator: form.separator, nextPiece: nextPiece),
            sizeBytes: sizeBytes,
            label: label,
            standardize: standardize,
            form: form,
            split: split,
            texts: texts
        )
        self = try reader.read(labels: labels)
    }
}

extension Dataset {
    /// Reads a CSV file, all of it, as ``SampleTable`` does without a split.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - file: Its name, for errors.
    ///   - label: The name of the label's column.
    ///   - standardize: Whether each feature is moved to mean 0 and scaled to standard deviation 1
    ///     (population); a constant feature becomes 0.
    ///   - texts: What names may hold.
    ///   - labels: Which labels are the same class.
    /// - Throws: ``DatasetError`` naming line, column and value.
    public init(
        csv bytes: [UInt8],
        file: String,
        label: String,
        standardize: Bool,
        texts: DatasetTexts = .checked,
        labels: LabelReading = .asWritten
    ) throws {
        let table = try SampleTable(
            csv: bytes,
            file: file,
            label: label,
            standardize: standardize,
            texts: texts,
            labels: labels
        )
        guard let dataset = table.dataset(.training, fold: 0) else {
            preconditionFailure("a table without a split has no training part")
        }
        self = dataset
    }
}
