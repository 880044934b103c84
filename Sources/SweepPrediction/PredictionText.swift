internal import Quoting

/// Predictions as a CSV table or a JSON object, row by row.
///
/// CSV has the column `class` and one for each class, `probability setosa` for example; numbers are
/// the shortest that read back as they are. A row without a prediction has empty cells, in JSON
/// `null`.
package struct PredictionText {
    private let classNames: [String]
    private let isJSON: Bool
    private var isFirst = true

    /// Starts.
    ///
    /// - Parameters:
    ///   - classNames: The names of the classes.
    ///   - isJSON: Whether the predictions become one JSON object instead of a table.
    package init(classNames: [String], isJSON: Bool) {
        self.classNames = classNames
        self.isJSON = isJSON
    }

    /// The names of the columns for probabilities, one for each class.
    package static func probabilityColumns(of classNames: [String]) -> [String] {
        classNames.map { "probability \($0)" }
    }

    /// What comes before all rows.
    package var head: String {
        guard isJSON else {
            let columns = ["class"] + Self.probabilityColumns(of: classNames)
            return columns.map(CSVField.text).joined(separator: ",") + "\n"
        }
        return "{\"classes\": \(JSONValue.array(classNames.map(JSONValue.string)).text), "
            + "\"predictions\": ["
    }

    /// Some rows.
    ///
    /// - Parameter predictions: What was predicted, in order.
    /// - Returns: Their text, which goes on with what was given before.
    package mutating func rows(_ predictions: [Prediction]) -> String {
        var text: [UInt8] = []
        for prediction in predictions {
            if isJSON {
                if !isFirst { text += ", ".utf8 }
                json(of: prediction).append(to: &text)
            } else {
                append(prediction, to: &text)
            }
            isFirst = false
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What comes behind all rows.
    ///
    /// - Parameter tally: How right the predictions are.
    /// - Returns: Nothing in CSV; in JSON the rest of the object, which ends with a line break.
    package func end(_ tally: PredictionTally) -> String {
        guard isJSON else { return "" }
        let members: [(String, JSONValue)] = [
            ("rows", .integer(tally.rowCount)),
            ("labelled", .integer(tally.labelledCount)),
            ("correct", .integer(tally.correctCount)),
            ("accuracy", tally.accuracy.map(JSONValue.real) ?? .null),
            ("loss", tally.loss.map(JSONValue.real) ?? .null),
        ]
        return "], " + JSONValue.object(members).text.dropFirst() + "\n"
    }

    private func json(of prediction: Prediction) -> JSONValue {
        .object([
            ("class", prediction.classIndex.map { .string(classNames[$0]) } ?? .null),
            (
                "probabilities",
                prediction.classIndex == nil
                    ? .null : .array(prediction.probabilities.map(JSONValue.real))
            ),
        ])
    }

    private func append(_ prediction: Prediction, to text: inout [UInt8]) {
        if let index = prediction.classIndex {
            text += CSVField.text(classNames[index]).utf8
            for probability in prediction.probabilities { text += ",\(probability)".utf8 }
        } else {
            text += repeatElement(UInt8(ascii: ","), count: classNames.count)
        }
        text.append(UInt8(ascii: "\n"))
    }
}
