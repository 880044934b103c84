internal import SweepModel
internal import TrainingModel

/// How the keys of hyper-parameters become values for each optimizer.
extension SpecReader {
    /// The values of each axis.
    ///
    /// - Parameters:
    ///   - network: The networks.
    ///   - epochs: The epochs of a training.
    /// - Returns: One product for each optimizer. Where an axis is not written, an optimizer has
    ///   its default; the values that the defaults of this reader have are those of SGD.
    /// - Throws: `SpecError` for values that are not allowed, that are too many, or that do not go
    ///   together.
    func axes(_ network: NetworkChoice, epochs: Int) throws -> SweepAxes {
        let common = try commonValues()
        let choices = try optimizers()
        for axis in Axis.all {
            guard let given = common[axis] else { continue }
            try check(given, of: axis, with: choices)
        }
        let products = choices.map { choice in
            var product = base(of: choice, among: choices)
            product[.layers] = network.provisionalLayers.map(AxisValue.layers)
            for axis in Axis.all where axis != .optimizer && axis != .layers {
                guard let given = choice.own[axis] ?? common[axis] else { continue }
                product[axis] = given.values
            }
            return product
        }
        let axes = SweepAxes(products)
        try checkSettingCount(axes)
        for (choice, product) in zip(choices, products) {
            try checkTogether(product, epochs: epochs, isOneOfSeveral: choices.count > 1) {
                axis,
                value in
                (choice.own[axis] ?? common[axis])?.origin(of: value)
                    ?? sources.origin(of: .axis(axis))
            }
        }
        return axes
    }

    /// The values that are those of every optimizer without own ones.
    private func commonValues() throws -> [Axis: WrittenAxis] {
        var common: [Axis: WrittenAxis] = [:]
        for axis in Axis.all where axis != .optimizer && axis != .layers {
            guard let written = try sources.value(of: .axis(axis)) else { continue }
            common[axis] = WrittenAxis(values: try values(written, of: axis), written: written)
        }
        return common
    }

    /// The optimizers that are written, or those of the defaults.
    private func optimizers() throws -> [OptimizerChoice] {
        guard let written = try sources.value(of: .axis(.optimizer)) else {
            let place = SpecValue(
                key: SpecKey.axis(.optimizer).path,
                location: .defaults,
                content: .missing
            )
            return defaults.spec.axes.optimizers.map {
                OptimizerChoice(optimizer: $0, written: place)
            }
        }
        let choices = try written.optimizers()
        let own = choices.flatMap(\.own.values)
        try check(
            written,
            of: .axis(.optimizer),
            hasOneValue: choices.count == 1 && own.allSatisfy { $0.values.count == 1 }
        )
        return choices
    }

    /// What an optimizer has where nothing is written.
    private func base(
        of choice: OptimizerChoice,
        among choices: [OptimizerChoice]
    ) -> AxisProduct {
        let axes = defaults.spec.axes
        // The momenta that a spec of no optimizer sweeps are no default of SGD beside others.
        let isPlain = choices.count == 1 && choice.own.isEmpty
        if isPlain || defaults.edition == .builtIn || defaults.edition == .earlier,
            let product = axes.product(of: choice.optimizer)
        {
            return product
        }
        guard defaults.edition == .earlier else { return AxisProduct(choice.optimizer) }
        return AxisProduct(choice.optimizer, takingOver: axes.products[0])
    }

    // MARK: What does not go together

    /// Refuses values that no optimizer would take.
    private func check(
        _ given: WrittenAxis,
        of axis: Axis,
        with choices: [OptimizerChoice]
    ) throws {
        let taking = choices.filter { $0.own[axis] == nil }
        guard !taking.isEmpty else {
            let others = choices.map(\.written.location.description)
            throw SpecError(
                given.written,
                isNotAllowed: "each optimizer has \(axis.name) of its own (\(others[0])); keep one "
                    + "of the two"
            )
        }
        let optimizers = taking.map(\.optimizer)
        if !optimizers.contains(where: { $0.has(axis) }) {
            try given.checkEffect(of: axis, with: optimizers)
        }
    }

    /// Refuses combinations that no training takes.
    ///
    /// - Parameters:
    ///   - product: The values with one optimizer.
    ///   - epochs: The epochs of a training.
    ///   - isOneOfSeveral: Whether there are other optimizers.
    ///   - origin: Where a value of an axis was written.
    /// - Throws: `SpecError` for the first such combination.
    private func checkTogether(
        _ product: AxisProduct,
        epochs: Int,
        isOneOfSeveral: Bool,
        origin: (Axis, AxisValue) -> SpecOrigin
    ) throws {
        for value in product[.schedule] {
            guard case .word(let text) = value,
                let conflict = Schedule(text)?.conflict(epochs: epochs)
            else { continue }
            let place = sources.origin(of: .epochs)
            let most = epochs > 1 ? "at most \(epochs - 1) epochs" : "none"
            throw SpecError(
                origin(.schedule, value),
                "\(conflict), here \(most) (\(place.key), \(place.location))"
            )
        }
        for setting in product.combinations {
            guard let conflict = setting.conflict else { continue }
            let name = product.optimizer.rawValue
            throw SpecError(
                origin(conflict.axis, setting[conflict.axis]),
                conflict.message + (isOneOfSeveral ? " (with optimizer \(name))" : "")
            )
        }
    }

    /// Refuses more settings than a sweep may have.
    private func checkSettingCount(_ axes: SweepAxes) throws {
        let count = axes.combinationCount
        guard count > Double(Limits.settings) else { return }
        let products = axes.products.map { product in
            let text = Axis.all.filter { product[$0].count > 1 }
                .map { "\(product[$0].count) \($0.name)" }.joined(separator: " × ")
            guard axes.products.count > 1 else { return text }
            return "\(text.isEmpty ? "1" : text) (\(product.optimizer.rawValue))"
        }
        let first = axes.products.count > 1 ? nil : Axis.all.first { axes[$0].count > 1 }
        let number = count < 1e15 ? "\(Int(count))" : "\(count)"
        throw SpecError(
            sources.origin(of: .axis(first ?? .optimizer)),
            "\(products.joined(separator: " + ")): \(number) settings are not allowed; at most "
                + "\(Limits.settings)"
        )
    }
}
