/// A matrix of bytes in the format of the MNIST files.
///
/// Two zero bytes, the type 8 for unsigned bytes, the number of dimensions, each dimension as a
/// big-endian 32-bit number, then the elements with the last dimension varying fastest.
///
/// - Source: LeCun, Cortes and Burges, "The MNIST database", section "File formats".
struct IDXFile {
    /// The size of each dimension, at least 1; their product is the count of ``elements``.
    let dimensions: [Int]

    /// The elements, row-major.
    let elements: ArraySlice<UInt8>

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - file: Its name, for errors.
    /// - Throws: ``DatasetError`` when the bytes are of another format, or too few or too many.
    init(_ bytes: [UInt8], file: String) throws {
        if bytes.isEmpty {
            throw DatasetError(.emptyFile, file: file, message: "expected an IDX file")
        }
        if bytes.starts(with: [0x1F, 0x8B]) {
            throw DatasetError(.malformed, file: file, message: "unpack this gzip file first")
        }
        guard bytes.starts(with: [0, 0, 8]), bytes.count >= 4, bytes[3] >= 1 else {
            throw DatasetError(
                .malformed,
                file: file,
                value: "\(bytes.prefix(4).map(Int.init))",
                message: "expected the IDX header 0, 0, 8 and at least one dimension"
            )
        }
        let headerCount = 4 + 4 * Int(bytes[3])
        guard bytes.count >= headerCount else {
            throw DatasetError(
                .sizeMismatch,
                file: file,
                value: "\(bytes.count) bytes",
                message: "expected \(headerCount) bytes of header for \(bytes[3]) dimensions"
            )
        }
        dimensions = stride(from: 4, to: headerCount, by: 4).map { start in
            bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        elements = bytes[headerCount...]
        try checkSize(file: file)
    }

    private func checkSize(file: String) throws {
        if dimensions.contains(0) {
            throw DatasetError(
                .noSamples,
                file: file,
                value: "\(dimensions)",
                message: "expected dimensions of at least 1"
            )
        }
        var count = 1
        for dimension in dimensions {
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            count = overflow ? .max : product
        }
        if count != elements.count {
            throw DatasetError(
                .sizeMismatch,
                file: file,
                value: "\(dimensions)",
                message: "these dimensions do not make the \(elements.count) elements of the file"
            )
        }
    }
}
