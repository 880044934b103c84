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
            case .word where axis == .schedule:
                try schedules().map { .word($0.description) }
            case .word(_, let words): try self.words(words).map(AxisValue.word)
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

    /// `value` as far as trainings distinguish values.
    fileprivate func trainedValue(_ value: AxisValue) -> AxisValue {
        guard case .number(let number) = value, case .number = kind else { return value }
        return .number(Double(Float(number)))
    }
}

extension SpecValue {
    /// The values of an axis of switches: `true`, `false`, a list, or a text such as `false,true`.
    ///
    /// - Throws: `SpecError` for anything else.
    func switches() throws -> [Bool] {
        switch content {
        case .scalar(let text):
            let words = text.split(separator: ",", omittingEmptySubsequences: false)
            return try words.map { try element($0.trimmingBlanks()).boolean() }
        case .list(let elements): return try elements.map { try $0.boolean() }
        case .mapping, .missing: throw SpecError(self, isNotAllowed: "true or false")
        }
    }
}

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
                try element(list.trimmingBlanks())
                    .layers(units(in: list, allowed: Self.allowedLayers))
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

    /// The lists of units of hidden layers, which are distinct.
    ///
    /// One list such as `[50]`, a list of such lists, or a text: `32,32` or `32-32`, with `/` or
    /// `;` between several. A list without units, in a text `none`, is a linear model.
    ///
    /// - Throws: `SpecError` for anything else, and for too many or too wide layers.
    func hiddenLists() throws -> [[Int]] {
        let lists: [[Int]]
        switch content {
        case .scalar(let text):
            lists = try text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == ";" }
                .map { list in
                    let word = list.trimmingBlanks()
                    guard word != "none", word != "[]" else { return [] }
                    return try element(word)
                        .hidden(units(in: list, allowed: Self.allowedHidden))
                }
        case .list(let elements):
            if case .list = elements.first?.content {
                lists = try elements.map { element in
                    guard case .list(let units) = element.content else {
                        throw SpecError(element, isNotAllowed: Self.allowedHidden)
                    }
                    return try element.hidden(units)
                }
            } else {
                lists = [try hidden(elements)]
            }
        case .mapping, .missing:
            throw SpecError(self, isNotAllowed: Self.allowedHidden)
        }
        guard lists.count <= Limits.settings else {
            throw SpecError(self, isNotAllowed: "at most \(Limits.settings) values")
        }
        var seen: Set<[Int]> = []
        for list in lists where !seen.insert(list).inserted {
            throw SpecError(origin, "\(list) stands twice; each value may stand once")
        }
        return lists
    }

    /// The units that `list` names, with commas or dashes between them.
    private func units(in list: Substring, allowed: String) throws -> [SpecValue] {
        let words = list.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "-" }
            .map { $0.trimmingBlanks() }
        guard !words.contains("") else {
            throw SpecError(element(list.trimmingBlanks()), isNotAllowed: allowed)
        }
        return words.map(element)
    }

    private func hidden(_ units: [SpecValue]) throws -> [Int] {
        guard units.count <= Limits.layers - 2 else {
            throw SpecError(self, isNotAllowed: Self.allowedHidden)
        }
        return try units.map { try $0.wholeNumber(in: 1...Limits.units) }
    }

    private static let allowedHidden =
        "the units of up to \(Limits.layers - 2) hidden layers, as in [50] or [32, 32]"

    private func layers(_ units: [SpecValue]) throws -> [Int] {
        guard (2...Limits.layers).contains(units.count) else {
            throw SpecError(self, isNotAllowed: Self.allowedLayers)
        }
        return try units.map { try $0.wholeNumber(in: 1...Limits.units) }
    }

    private static let allowedLayers = Axis.layers.allowed
}
