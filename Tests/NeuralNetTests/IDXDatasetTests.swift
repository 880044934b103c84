import NeuralNet
import Testing

/// Checks the reader of MNIST's format and its errors.
@Suite struct IDXDatasetTests {
    /// Three images of 2 × 2 pixels.
    static let images: [UInt8] =
        [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2] + [0, 255, 51, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3] + [7, 2, 7]

    @Test func `pixels become features and digits become classes`() throws {
        let dataset = try read(Self.images, Self.labels)
        #expect(dataset.width == 4)
        #expect(dataset.features.prefix(5) == [0, 1, 0.2, 1 / 255, 2 / 255])
        #expect(dataset.labels == [1, 0, 1])
        #expect(dataset.classNames == ["2", "7"])
    }

    @Test(
        arguments: [
            ([], labels, .emptyFile, "images"),
            ([0x1F, 0x8B, 8, 0], labels, .malformed, "images"),
            ([0, 0, 13, 3], labels, .malformed, "images"),
            ([0, 0, 8], labels, .malformed, "images"),
            ([0, 0, 8, 0], labels, .malformed, "images"),
            ([0, 0, 8, 255, 1, 2, 3], labels, .sizeMismatch, "images"),
            ([0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 4], labels, .noSamples, "images"),
            (images.dropLast(), labels, .sizeMismatch, "images"),
            (images + [0], labels, .sizeMismatch, "images"),
            ([0, 0, 8, 2] + [UInt8](repeating: 255, count: 8), labels, .sizeMismatch, "images"),
            ([0, 0, 8, 4] + [UInt8](repeating: 255, count: 16), labels, .sizeMismatch, "images"),
            ([0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3], labels, .sizeMismatch, "images"),
            (images, [], .emptyFile, "labels"),
            (images, images, .sizeMismatch, "labels"),
            (images, [0, 0, 8, 1, 0, 0, 0, 2, 1, 2], .sizeMismatch, "labels"),
            (images, [0, 0, 8, 1, 0, 0, 0, 3, 5, 5, 5], .oneClass, "labels"),
        ] as [([UInt8], [UInt8], DatasetError.Code, String)]
    )
    func `a wrong file is named with what is wrong`(
        images: [UInt8],
        labels: [UInt8],
        code: DatasetError.Code,
        file: String
    ) throws {
        let error = try #require(throws: DatasetError.self) { try read(images, labels) }
        #expect(error.code == code)
        #expect(error.file == file)
    }

    private func read(_ images: [UInt8], _ labels: [UInt8]) throws -> Dataset {
        try Dataset(
            idxImages: images,
            imagesFile: "images",
            labels: labels,
            labelsFile: "labels"
        )
    }
}
