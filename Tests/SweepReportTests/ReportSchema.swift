import Foundation
import SweepModel
import TrainingModel

/// The JSON schema of `report.json`: a template, filled with what the tables say.
enum ReportSchema {
    /// The schema as it is published.
    ///
    /// - Throws: An error of Foundation when the template is missing.
    static func text() throws -> String {
        let template = Bundle.module.bundleURL
            .appending(path: "Fixtures/report.schema.json.template")
        let contents = [
            "axes": names(Axis.all.map(\.name)),
            "axis properties": lines(Axis.all.map(property), indentation: 12),
            "compared": names(Measure.compared.map(\.name)),
            "measures": names(Measure.all(of: Metric.standard).map(\.name)),
            "measure properties": lines(
                Measure.all(of: Metric.all, choice: .best).map(property),
                indentation: 8
            ),
            "optimizers": names(Optimizer.allCases.map(\.rawValue)),
            "verdicts": names(["best", "open", "worse"]),
            "metrics": Metric.standard.map(\.name).joined(separator: ", "),
        ]
        var text = try String(contentsOf: template, encoding: .utf8)
        for (name, content) in contents {
            text = text.replacingOccurrences(of: "{{\(name)}}", with: content)
        }
        return text
    }

    private static func names(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }

    private static func lines(_ lines: [String], indentation: Int) -> String {
        lines.joined(separator: ",\n" + String(repeating: " ", count: indentation))
    }

    private static func property(_ axis: Axis) -> String {
        let type =
            switch axis.kind {
            case .number(_, let range): number("number", range)
            case .whole(_, let range): number("integer", .whole(range))
            case .boolean: "\"type\": \"boolean\""
            case .layers:
                "\"type\": \"array\", \"items\": { \"type\": \"integer\" }, \"minItems\": 2"
            case .word(_, let words):
                words.takeArguments
                    ? "\"type\": \"string\"" : "\"enum\": [\(names(words.names))]"
            }
        return "\"\(axis.name)\": { \(type) }"
    }

    private static func number(_ type: String, _ range: NumberRange) -> String {
        let lowest = range.includesLowest ? "minimum" : "exclusiveMinimum"
        return "\"type\": \"\(type)\", \"\(lowest)\": \(plain(range.lowest)), "
            + "\"maximum\": \(plain(range.highest))"
    }

    private static func plain(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }

    private static func property(_ measure: Measure) -> String {
        let type =
            switch measure {
            case _ where measure.isShare: "\"$ref\": \"#/$defs/probability\""
            case .selectedEpoch: "\"type\": [\"integer\", \"null\"], \"minimum\": 0"
            case _ where measure.isWhole: "\"type\": [\"integer\", \"null\"], \"minimum\": 1"
            default: "\"$ref\": \"#/$defs/number\""
            }
        return "\"\(measure.name)\": { \(type) }"
    }
}

extension Measure {
    /// Whether it is a share of samples.
    fileprivate var isShare: Bool {
        guard case .last(let metric) = definition else { return false }
        return metric.direction == .higher
    }
}
