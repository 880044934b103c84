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
        var names: Set<[UInt8]> = []
        for feature in content.features where !names.insert(Array(feature.name.utf8)).inserted {
            throw Self.fault("names the feature \(VisibleText.quoted(feature.name)) twice")
        }
        self.init(
            features: try content.features.map { feature in
                Feature(name: feature.name, scaling: try Self.scaling(feature))
            },
            classNames: content.classes,
            labelName: content.label
        )
    }

    private static func scaling(_ feature: Content.Feature) throws -> FeatureScaling? {
        switch (feature.mean, feature.deviation) {
        case (nil, nil): return nil
        case (let mean?, let deviation?):
            guard mean.isFinite, deviation.isFinite, deviation > 0 else { break }
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
                + "finite numbers, the second above 0"
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

        struct Feature: Decodable {
            let name: String
            let mean: Double?
            let deviation: Double?
            let constant: Bool?
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
