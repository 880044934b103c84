extension Dataset {
    /// Reads a pair of IDX files, as MNIST and its kin come in.
    ///
    /// The first dimension of the images counts samples; all others together are the features, each
    /// byte divided by 255. Each distinct label is a class, in ascending order.
    ///
    /// - Parameters:
    ///   - images: The content of the file of images, at least two dimensions.
    ///   - imagesFile: Its name, for errors.
    ///   - labels: The content of the file of labels, one dimension.
    ///   - labelsFile: Its name, for errors.
    /// - Throws: ``DatasetError`` when a file is malformed or the two do not fit each other.
    public init(
        idxImages images: [UInt8],
        imagesFile: String,
        labels: [UInt8],
        labelsFile: String
    ) throws {
        let images = try IDXFile(images, file: imagesFile)
        let labels = try IDXFile(labels, file: labelsFile)
        guard images.dimensions.count >= 2 else {
            throw DatasetError(
                .sizeMismatch,
                file: imagesFile,
                value: "\(images.dimensions)",
                message: "expected a dimension of samples and at least one of features"
            )
        }
        guard labels.dimensions == [images.dimensions[0]] else {
            throw DatasetError(
                .sizeMismatch,
                file: labelsFile,
                value: "\(labels.dimensions)",
                message: "expected one dimension of \(images.dimensions[0]), as \(imagesFile) has"
            )
        }
        let classes = ClassTable(labels.elements.map(Int.init))
        guard classes.names.count >= 2 else {
            throw DatasetError(
                .oneClass,
                file: labelsFile,
                value: classes.names[0],
                message: "all samples have this label; expected at least two classes"
            )
        }
        self.init(
            features: images.elements.map { Float($0) / 255 },
            labels: classes.labels,
            width: images.elements.count / labels.elements.count,
            classNames: classes.names
        )
    }
}

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
