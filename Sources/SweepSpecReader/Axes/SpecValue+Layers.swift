internal import SweepModel
internal import TrainingModel

extension SpecValue {
    /// The values of the axis of layer lists.
    ///
    /// One list such as `[2, 50, 3]`, a list of such lists, or a text: `2,50,3` or `2-50-3`, with
    /// `/` or `;` between several.
    ///
    /// - Throws: `SpecError` for anything else, and for too few, too many or too wide layers.
    func layerLists() throws -> [[Int]] {
        switch content {
        case .scalar(let text):
            let lists = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == ";" }
            return try lists.map { list in
                let units = list.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "-" }
                return try element(String(list)).layers(units.map { element($0.trimmingBlanks()) })
            }
        case .list(let elements):
            if case .scalar = elements.first?.content { return [try layers(elements)] }
            return try elements.map { element in
                guard case .list(let units) = element.content else {
                    throw SpecError(element, isNotAllowed: Self.allowedLayers)
                }
                return try element.layers(units)
            }
        case .mapping, .missing:
            throw SpecError(self, isNotAllowed: Self.allowedLayers)
        }
    }

    private func layers(_ units: [SpecValue]) throws -> [Int] {
        guard (2...Limits.layers).contains(units.count) else {
            throw SpecError(self, isNotAllowed: Self.allowedLayers)
        }
        return try units.map { try $0.wholeNumber(in: 1...Limits.units) }
    }

    private static let allowedLayers = Axis.layers.allowed
}
