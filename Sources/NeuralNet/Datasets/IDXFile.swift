public import TrainingModel

extension SampleTable {
    /// Reads a pair of IDX files, as MNIST and its kin come in.
    ///
    /// The first dimension of the images counts samples; all others together are the features, each
    /// byte divided by 255, named `pixel 1`, `pixel 2` and so on. Each distinct label is a class,
    /// in ascending order.
    ///
    /// - Parameters:
    ///   - images: The content of the file of images, at least two dimensions.
    ///   - imagesFile: Its name, for errors.
    ///   - labels: The content of the file of labels, one dimension.
    ///   - labelsFile: Its name, for errors.
    ///   - standardize: Whether each feature is standardized with the training part.
    ///   - split: How samples are held out; it names no column.
    /// - Throws: ``DatasetError`` when a file is malformed, the two do not fit each other, or the
    ///   samples do not allow the split.
    public init(
        idxImages images: [UInt8],
        imagesFile: String,
        labels: [UInt8],
        labelsFile: String,
        standardize: Bool = false,
        split: SplitRule = .none
    ) throws {
        let images = try IDXFile(images, file: imagesFile)
        let labels = try IDXFile(labels, file: labelsFile)
        let classes = try images.classes(labels, imagesFile: imagesFile, labelsFile: labelsFile)
        let width = images.elements.count / labels.elements.count
        let input = SplitInput(
            count: labels.elements.count,
            labels: classes.labels,
            classNames: classes.names
        )
        let parts: SampleParts
        do {
            parts = try SampleParts(split, of: input)
        } catch {
            throw DatasetError(.split, file: labelsFile, message: error.description)
        }
        self.init(
            featureNames: (1...width).map { "pixel \($0)" },
            kinds: [FeatureKind](repeating: standardize ? .double : .single, count: width),
            singles: standardize ? [] : images.elements.map { Float($0) / 255 },
            doubles: standardize ? images.elements.map { Double($0) / 255 } : [],
            labels: classes.labels,
            classNames: classes.names,
            parts: parts
        )
    }
}

extension Dataset {
    /// Reads a pair of IDX files, all of them, as ``SampleTable`` does without a split.
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
        let table = try SampleTable(
            idxImages: images,
            imagesFile: imagesFile,
            labels: labels,
            labelsFile: labelsFile
        )
        guard let dataset = table.dataset(.training, fold: 0) else {
            preconditionFailure("a table without a split has no training part")
        }
        self = dataset
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

    /// The classes of the samples of this file of images.
    ///
    /// - Parameters:
    ///   - labels: The file of labels.
    ///   - imagesFile: The name of this file, for errors.
    ///   - labelsFile: The name of the file of labels, for errors.
    /// - Returns: The class of each image.
    /// - Throws: ``DatasetError`` unless there is one label for each image, and two classes.
    func classes(
        _ labels: IDXFile,
        imagesFile: String,
        labelsFile: String
    ) throws -> ClassTable {
        guard dimensions.count >= 2 else {
            throw DatasetError(
                .sizeMismatch,
                file: imagesFile,
                value: "\(dimensions)",
                message: "expected a dimension of samples and at least one of features"
            )
        }
        guard labels.dimensions == [dimensions[0]] else {
            throw DatasetError(
                .sizeMismatch,
                file: labelsFile,
                value: "\(labels.dimensions)",
                message: "expected one dimension of \(dimensions[0]), as \(imagesFile) has"
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
        return classes
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
