public import SweepModel
internal import TrainingModel

/// A spec whose values are checked, and where its layers were written.
public struct ResolvedSpec: Hashable, Sendable {
    /// The spec.
    public let spec: SweepSpec

    private let layersOrigin: SpecOrigin

    /// Remembers where the layers of `spec` were written.
    init(spec: SweepSpec, layersOrigin: SpecOrigin) {
        self.spec = spec
        self.layersOrigin = layersOrigin
    }

    /// Checks that every network takes the samples in and tells the classes apart.
    ///
    /// A batch larger than the dataset is allowed, as in PyTorch: each epoch is then one step.
    ///
    /// - Parameters:
    ///   - datasetWidth: The number of features of one sample.
    ///   - classCount: The number of classes.
    /// - Throws: ``SpecError`` naming the first list of layers that does not fit.
    public func check(datasetWidth: Int, classCount: Int) throws {
        for case .layers(let layers) in spec.axes[.layers]
        where layers.first != datasetWidth || layers.last != classCount {
            let fitting = [datasetWidth] + layers.dropFirst().dropLast() + [classCount]
            throw SpecError(
                layersOrigin,
                "\(layers) does not fit the data, which has \(datasetWidth) features and "
                    + "\(classCount) classes; \(fitting) would"
            )
        }
    }

    /// Checks that the spec as it is written to the run directory can be read again.
    func checkSize() throws {
        let size = SpecWriter.text(of: spec).utf8.count
        guard size <= Limits.specSizeBytes else {
            throw SpecError(
                SpecOrigin(place: .defaults, key: ""),
                "all values written out are \(size) bytes, which is not allowed; "
                    + "at most \(Limits.specSizeBytes) bytes"
            )
        }
    }
}
