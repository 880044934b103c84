package import NeuralNet
package import Quoting
package import TrainingModel

/// What stands between raw columns and a network, and between its outputs and a class.
///
/// It goes with every trained network as JSON: as the text `preprocess` in the metadata of
/// safetensors and ONNX files, and as `preprocess.json`.
///
/// ```json
/// {"version": 1, "label": "species", "classes": ["setosa", "versicolor"],
///  "features": [{"name": "width", "mean": 3.1, "deviation": 0.4}, {"name": "length"}]}
/// ```
///
/// The value of a feature with a mean becomes (x − mean) / deviation in Double, then Float; one
/// that was constant in the training part has `"constant": true` and the deviation 1. A feature
/// without a mean is only rounded; one with `"boolean": true` has words such as `true` and `no`. A
/// table that is not written as RFC 4180 has it tells how in `separator`, `decimal` and `header`.
package struct Preprocessing: Hashable, Sendable {
    /// The version of the form.
    package static let version = 1

    /// The key of the text in the metadata of model files.
    package static let metadataKey = "preprocess"

    /// One column.
    package struct Feature: Hashable, Sendable {
        /// The column's name, as in the header of the sweep's data.
        package let name: String

        /// How it is standardized; `nil` if it is not.
        package let scaling: FeatureScaling?

        /// Whether its cells say true or false, which are 1 and 0.
        package let isBoolean: Bool

        /// Describes a column.
        package init(name: String, scaling: FeatureScaling?, isBoolean: Bool = false) {
            self.name = name
            self.scaling = scaling
            self.isBoolean = isBoolean
        }

        /// What the network gets for the value `x`.
        ///
        /// - Precondition: `x` is finite as a Float.
        package func value(_ x: Double) -> Float { scaling?.standardized(x) ?? Float(x) }
    }

    /// The columns, in the order of the network's inputs; their names differ.
    package let features: [Feature]

    /// The name of each class, in the order of the network's outputs.
    package let classNames: [String]

    /// The name of the column that holds the class where it is known.
    package let labelName: String

    /// How tables are written that predictions are made for: as the one that was trained on.
    package let form: TableForm

    /// Describes what stands before and after a network.
    ///
    /// - Parameters:
    ///   - features: The columns, in the order of the network's inputs.
    ///   - classNames: The name of each class, in the order of the outputs.
    ///   - labelName: The name of the column that holds the class.
    ///   - form: How tables are written; which columns are features is not kept twice.
    package init(
        features: [Feature],
        classNames: [String],
        labelName: String,
        form: TableForm = TableForm()
    ) {
        self.features = features
        self.classNames = classNames
        self.labelName = labelName
        self.form = TableForm(
            separator: form.separator,
            decimal: form.decimal,
            hasHeader: form.hasHeader
        )
    }

    /// Describes what was done with samples, by the code that prepares them for a worker.
    ///
    /// - Parameters:
    ///   - table: The samples.
    ///   - fold: The fold whose training part decides means and deviations; `nil` leaves them out.
    ///   - labelName: The name of the column that holds the class.
    ///   - form: How the table was written.
    package init(
        _ table: SampleTable,
        fold: Int?,
        labelName: String,
        form: TableForm = TableForm()
    ) {
        let scalings =
            fold.map { table.scalings(fold: $0) } ?? table.featureNames.map { _ in nil }
        self.init(
            features: zip(table.featureNames, scalings).map { name, scaling in
                Feature(
                    name: name,
                    scaling: scaling,
                    isBoolean: table.reading?.booleanColumns.contains(name) ?? false
                )
            },
            classNames: table.classNames,
            labelName: labelName,
            form: form
        )
    }

    /// Whether some column is standardized.
    package var isStandardized: Bool { features.contains { $0.scaling != nil } }

    /// The members of the JSON object, which ``init(json:)`` reads.
    package var members: [(String, JSONValue)] {
        [
            ("version", .integer(Self.version)),
            ("label", .string(labelName)),
            ("classes", .array(classNames.map(JSONValue.string))),
            ("features", .array(features.map { .object($0.members) })),
        ] + form.members
    }

    /// The JSON object on one line.
    package var json: String { JSONValue.object(members).text }
}

extension TableForm {
    /// What is not as RFC 4180 has it.
    fileprivate var members: [(String, JSONValue)] {
        (separator == .comma ? [] : [("separator", .string(separator.rawValue))])
            + (decimal == .point ? [] : [("decimal", .string(decimal.rawValue))])
            + (hasHeader ? [] : [("header", .boolean(false))])
    }
}

extension Preprocessing.Feature {
    fileprivate var members: [(String, JSONValue)] {
        let isBoolean = isBoolean ? [("boolean", JSONValue.boolean(true))] : []
        let head = [("name", JSONValue.string(name))] + isBoolean
        guard let scaling else { return head }
        return head + [("mean", .real(scaling.mean)), ("deviation", .real(scaling.deviation))]
            + (scaling.isConstant ? [("constant", .boolean(true))] : [])
    }
}
