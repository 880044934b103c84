internal import TrainingModel

extension SpecValue {
    /// The metrics that are recorded beside the usual ones: a list, or a text with commas.
    ///
    /// - Returns: Those of ``Metric/optional`` that are named, in the order of the table.
    /// - Throws: `SpecError` for other names.
    func metrics() throws -> [Metric] {
        let names: [SpecValue] =
            switch content {
            case .scalar(let text):
                text.split(separator: ",", omittingEmptySubsequences: false)
                    .map { element($0.trimmingBlanks()) }
            case .list(let elements): elements
            case .mapping, .missing: throw SpecError(self, isNotAllowed: Self.allowedMetrics)
            }
        let named = try names.map { name in
            guard case .scalar(let text) = name.content,
                let metric = Metric.all.first(where: { $0.name == text })
            else { throw SpecError(name, isNotAllowed: Self.allowedMetrics) }
            return metric
        }
        return Metric.optional.filter(named.contains)
    }

    private static let allowedMetrics =
        "a list of " + Metric.all.map(\.name).joined(separator: ", ")
}
