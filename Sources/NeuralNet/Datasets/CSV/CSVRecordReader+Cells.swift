internal import Quoting

extension CSVRecordReader {
    /// What is wrong with a cell of the record.
    func failure(
        _ code: DatasetError.Code,
        column: Int,
        value: String,
        _ message: String
    ) -> DatasetError {
        DatasetError(
            code,
            file: file,
            line: line,
            column: columnName(column),
            value: value,
            message: message
        )
    }

    /// The text of a field.
    func text(
        _ field: ArraySlice<UInt8>,
        _ texts: DatasetTexts,
        column: Int
    ) throws -> String {
        if let text = String(validating: field, as: UTF8.self) {
            guard texts == .checked, let scalar = VisibleText.forbidden(in: text) else {
                return text
            }
            throw failure(
                .forbiddenCharacter,
                column: column,
                value: text,
                "\(VisibleText.number(of: scalar)) is not allowed; names and numbers hold no "
                    + "control characters but tabs and line feeds"
            )
        }
        throw failure(
            .invalidUTF8,
            column: column,
            value: String(decoding: field, as: UTF8.self),
            "expected text in UTF-8; if it is in Latin-1 or Windows-1252, iconv -f WINDOWS-1252 -t "
                + "UTF-8 FILE writes it so"
        )
    }
}
