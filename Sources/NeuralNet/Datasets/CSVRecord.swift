/// One record of a CSV file, its quotes removed and its text not yet decoded.
struct CSVRecord {
    /// The line on which the record begins, counted from 1.
    let line: Int

    /// The bytes of each field.
    let fields: [ArraySlice<UInt8>]
}
