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
