internal import SweepModel
internal import TrainingModel

extension SpecValue {
    /// The values of `axis`, which are distinct.
    ///
    /// - Throws: `SpecError` for values that the axis does not take, for none and for too many.
    func values(of axis: Axis) throws -> [AxisValue] {
        let values: [AxisValue] =
            switch axis.kind {
            case .number(_, let range): try numbers(in: range).map(AxisValue.number)
            case .whole(_, let range): try numbers(in: .whole(range)).map(AxisValue.number)
            case .boolean: try switches().map(AxisValue.boolean)
            case .layers: try layerLists().map(AxisValue.layers)
            }
        guard !values.isEmpty else { throw SpecError(self, isNotAllowed: "at least one value") }
        guard values.count <= Limits.settings else {
            throw SpecError(self, isNotAllowed: "at most \(Limits.settings) values")
        }
        try checkDistinct(values, of: axis)
        return values
    }

    /// Refuses values that would train the same, as numbers do that are equal as Floats.
    private func checkDistinct(_ values: [AxisValue], of axis: Axis) throws {
        var seen: [AxisValue: AxisValue] = [:]
        for value in values {
            guard let equal = seen.updateValue(value, forKey: axis.trainedValue(value)) else {
                continue
            }
            let (text, other) = (axis.words(for: value), axis.words(for: equal))
            throw SpecError(
                origin,
                text == other
                    ? "\(text) stands twice; each value may stand once"
                    : "\(other) and \(text) are one number in single precision, which is what is "
                        + "trained with; each value may stand once"
            )
        }
    }
}

extension Axis {
    /// `value` as a spec may have it.
    fileprivate func words(for value: AxisValue) -> String {
        if case .layers(let units) = value { "\(units)" } else { text(of: value) }
    }

    /// `value` as far as trainings tell values apart.
    fileprivate func trainedValue(_ value: AxisValue) -> AxisValue {
        guard case .number(let number) = value, case .number = kind else { return value }
        return .number(Double(Float(number)))
    }
}
