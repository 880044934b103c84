public import SweepModel
internal import TrainingModel

/// A spec whose values are checked, what its defaults assumed, and where its network was written.
public struct ResolvedSpec: Hashable, Sendable {
    /// The spec.
    ///
    /// Where only hidden layers are known and the data are in files, its layers begin and end with
    /// 1 until they are fitted; see ``fitted(datasetWidth:classCount:)``.
    public private(set) var spec: SweepSpec

    /// What the defaults decided that a person should know of.
    public let assumptions: Set<SpecAssumption>

    private let network: NetworkChoice

    /// Remembers where the network of `spec` was written.
    init(spec: SweepSpec, network: NetworkChoice, assumptions: Set<SpecAssumption>) {
        self.spec = spec
        self.network = network
        self.assumptions = assumptions
    }

    /// The spec with the layers of every network, which have an input for each feature and an
    /// output for each class.
    ///
    /// A batch larger than the dataset is allowed, as in PyTorch: each epoch is then one step.
    ///
    /// - Parameters:
    ///   - datasetWidth: The number of features of one sample.
    ///   - classCount: The number of classes.
    /// - Returns: The spec as it is trained and stored.
    /// - Throws: ``SpecError`` naming the first list of layers that does not fit, or is too large.
    public func fitted(datasetWidth: Int, classCount: Int) throws -> SweepSpec {
        var copy = self
        try copy.fit(datasetWidth: datasetWidth, classCount: classCount)
        try copy.checkSize()
        return copy.spec
    }

    /// Gives the spec its layers.
    mutating func fit(datasetWidth: Int, classCount: Int) throws {
        let layers = try network.layers(datasetWidth: datasetWidth, classCount: classCount)
        spec.axes[.layers] = layers.map(AxisValue.layers)
    }

    /// Checks that the spec as it is written to the run directory can be read again.
    func checkSize() throws {
        let size = SpecWriter.text(of: spec).utf8.count
        guard size <= Limits.specSizeBytes else {
            throw SpecError(
                SpecOrigin(location: .defaults, key: ""),
                "all values written out are \(size) bytes, which is not allowed; "
                    + "at most \(Limits.specSizeBytes) bytes"
            )
        }
    }
}

/// Something that the defaults decided and that changes what a sweep says.
public enum SpecAssumption: Hashable, Sendable, CaseIterable {
    /// The file is of a form whose defaults have changed, and names neither shuffle nor split.
    case newDefaults

    /// The data come from a file, and nothing says which samples are held out.
    case split

    /// The data come from a file, and nothing says which network is trained.
    case network

    /// Metrics are named that every run records.
    case usualMetrics
}

/// The networks of a spec, before or after the data are known.
struct NetworkChoice: Hashable, Sendable {
    /// The units of each network's layers.
    let units: [[Int]]

    /// Whether these are the hidden layers only.
    let isHiddenOnly: Bool

    /// Where they were written.
    let origin: SpecOrigin

    /// Layers of the right number, whose ends are not known yet where only the others were given.
    var provisionalLayers: [[Int]] { isHiddenOnly ? units.map { [1] + $0 + [1] } : units }

    /// The layers of each network.
    ///
    /// - Parameters:
    ///   - datasetWidth: The number of features of one sample.
    ///   - classCount: The number of classes.
    /// - Returns: Units from input to output.
    /// - Throws: `SpecError` for layers that do not fit, or have too many weights.
    func layers(datasetWidth: Int, classCount: Int) throws -> [[Int]] {
        for (count, meaning) in [(datasetWidth, "features"), (classCount, "classes")]
        where !(1...Limits.units).contains(count) {
            throw SpecError(
                origin,
                "no network fits the data, which has \(count) \(meaning); a layer has 1 to "
                    + "\(Limits.units) units"
            )
        }
        return try units.map { units in
            let layers = isHiddenOnly ? [datasetWidth] + units + [classCount] : units
            try checkSize(layers)
            guard layers.first == datasetWidth, layers.last == classCount else {
                let hidden = Array(layers.dropFirst().dropLast())
                throw SpecError(
                    origin,
                    "\(layers) does not fit the data, which has \(datasetWidth) features and "
                        + "\(classCount) classes; \([datasetWidth] + hidden + [classCount]) would, "
                        + "as would hidden: \(hidden)"
                )
            }
            return layers
        }
    }

    /// Refuses networks that are given in full and have too many weights.
    func checkSize() throws {
        guard !isHiddenOnly else { return }
        for layers in units { try checkSize(layers) }
    }

    private func checkSize(_ layers: [Int]) throws {
        let parameters = NetworkShape(layers: layers).parameterCount
        guard parameters <= Limits.parameters else {
            throw SpecError(
                origin,
                "\(layers) is not allowed; its \(parameters) weights and biases "
                    + "exceed \(Limits.parameters)"
            )
        }
    }
}
