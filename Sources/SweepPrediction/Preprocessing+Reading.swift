internal import FoundationEssentials
internal import NeuralNet
internal import Quoting
internal import TrainingModel

extension Preprocessing {
    /// Reads what ``json`` gives, which may come from a stranger.
    ///
    /// - Parameter text: The JSON object; members that are not known are ignored.
    /// - Throws: ``PredictionError`` with what is wrong.
    package init(json text: String) throws {
        let content: Content
        do {
            content = try JSONDecoder().decode(Content.self, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw Self.fault("cannot be read: \(error.reason)")
        }
        guard content.version == Self.version else {
            throw Self.fault(
                "has version \(content.version), and this program reads \(Self.version)"
            )
        }
        guard (1...Limits.units).contains(content.features.count),
            (2...Limits.units).contains(content.classes.count)
        else {
            throw Self.fault(
                "has \(content.features.count) features and \(content.classes.count) classes; "
                    + "expected 1 to \(Limits.units) and 2 to \(Limits.units)"
            )
        }
        try Self.checkNames(content)
        self.init(
            features: try content.features.map { feature in
                Feature(
                    name: feature.name,
                    scaling: try Self.scaling(feature),
                    isBoolean: feature.boolean ?? false
                )
            },
            classNames: content.classes,
            labelName: content.label,
            form: try Self.form(content)
        )
    }

    private static func form(_ content: Content) throws -> TableForm {
        let usual = TableForm()
        let separator = content.separator ?? usual.separator.rawValue
        let decimal = content.decimal ?? usual.decimal.rawValue
        guard let knownSeparator = FieldSeparator(rawValue: separator),
            let knownDecimal = DecimalMark(rawValue: decimal)
        else {
            throw fault(
                "reads tables with the separator \(VisibleText.quoted(separator)) and the decimal "
                    + "mark \(VisibleText.quoted(decimal)), which this program does not know"
            )
        }
        return TableForm(
            separator: knownSeparator,
            decimal: knownDecimal,
            hasHeader: content.header ?? usual.hasHeader
        )
    }

    /// Throws unless the names are such as the sweep's own data could have.
    private static func checkNames(_ content: Content) throws {
        var names: Set<[UInt8]> = [Array(content.label.utf8)]
        try checkText(content.label, of: "label")
        for name in content.features.map(\.name) {
            try checkText(name, of: "feature", canBeEmpty: true)
            guard !name.utf8.elementsEqual(content.label.utf8) else {
                throw fault("names both a feature and the label \(VisibleText.quoted(name))")
            }
            guard names.insert(Array(name.utf8)).inserted else {
                throw fault("names the feature \(VisibleText.quoted(name)) twice")
            }
        }
        var classes: Set<[UInt8]> = []
        for name in content.classes {
            try checkText(name, of: "class")
            guard classes.insert(Array(name.utf8)).inserted else {
                throw fault("names the class \(VisibleText.quoted(name)) twice")
            }
        }
    }

    private static func checkText(
        _ name: String,
        of kind: String,
        canBeEmpty: Bool = false
    ) throws {
        guard canBeEmpty || !name.isEmpty else { throw fault("has a \(kind) without a name") }
        guard let scalar = VisibleText.forbidden(in: name) else { return }
        throw fault(
            "names the \(kind) \(VisibleText.quoted(name)) with "
                + "\(VisibleText.number(of: scalar)), which is not allowed; names hold no control "
                + "characters but tabs and line feeds"
        )
    }

    private static func scaling(_ feature: Content.Feature) throws -> FeatureScaling? {
        switch (feature.mean, feature.deviation) {
        case (nil, nil): return nil
        case (let mean?, let deviation?):
            // As finite as the cells of a table are, from which they come.
            guard Float(mean).isFinite, Float(deviation).isFinite, deviation > 0 else { break }
            return FeatureScaling(
                mean: mean,
                deviation: deviation,
                isConstant: feature.constant ?? false
            )
        default: break
        }
        throw fault(
            "standardizes the feature \(VisibleText.quoted(feature.name)) with the mean "
                + "\(feature.mean.map(String.init(describing:)) ?? "missing") and the deviation "
                + "\(feature.deviation.map(String.init(describing:)) ?? "missing"); expected two "
                + "numbers up to \(Float.greatestFiniteMagnitude), the second above 0"
        )
    }

    private static func fault(_ what: String) -> PredictionError {
        PredictionError(.model, "its text \(metadataKey) \(what)")
    }

    private struct Content: Decodable {
        let version: Int
        let label: String
        let classes: [String]
        let features: [Feature]
        let separator: String?
        let decimal: String?
        let header: Bool?

        struct Feature: Decodable {
            let name: String
            let mean: Double?
            let deviation: Double?
            let constant: Bool?
            let boolean: Bool?
        }
    }
}

extension DecodingError {
    /// What is wrong, without the debugger's words around it.
    var reason: String {
        switch self {
        case .dataCorrupted(let context): context.debugDescription
        case .keyNotFound(let key, _): "\(VisibleText.quoted(key.stringValue)) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            context.codingPath.map(\.stringValue).joined(separator: ".") + ": "
                + context.debugDescription
        @unknown default: "it is no such document"
        }
    }
}
