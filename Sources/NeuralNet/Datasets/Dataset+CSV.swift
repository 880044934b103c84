extension Dataset {
    /// Reads a CSV file of numbers with one column of labels.
    ///
    /// The file follows RFC 4180 with a header. Each column but the label's is a feature, in the
    /// file's order. Labels are classes: in ascending order if all are integers, else sorted as
    /// text. Numbers are read in Double, standardized if asked for, then rounded to Float.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - file: Its name, for errors.
    ///   - label: The name of the label's column.
    ///   - standardize: Whether each feature is moved to mean 0 and scaled to standard deviation 1
    ///     (population); a constant feature becomes 0.
    ///   - texts: What names may hold.
    /// - Throws: ``DatasetError`` naming line, column and value.
    public init(
        csv bytes: [UInt8],
        file: String,
        label: String,
        standardize: Bool,
        texts: DatasetTexts = .checked
    ) throws {
        let reader = try CSVDatasetReader(bytes, file: file, label: label, texts: texts)
        self = try reader.read(standardize: standardize)
    }
}
