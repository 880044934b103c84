internal import SweepModel
internal import TrainingModel

/// An optimizer as a spec names it, with values of axes that are its own.
struct OptimizerChoice {
    /// The optimizer.
    let optimizer: Optimizer

    /// The value that names it.
    let written: SpecValue

    /// The values that only this optimizer has.
    var own: [Axis: WrittenAxis] = [:]
}

/// The values of an axis, and where they were written.
struct WrittenAxis {
    /// The values.
    let values: [AxisValue]

    /// What was written.
    let written: SpecValue

    /// Where `value`, one of the values, was written.
    func origin(of value: AxisValue) -> SpecOrigin {
        guard case .list(let elements) = written.content, elements.count == values.count,
            let index = values.firstIndex(of: value)
        else { return written.origin }
        return elements[index].origin
    }
}

extension SpecValue {
    /// The optimizers, which are distinct.
    ///
    /// A word, a text such as `sgd,adam`, a list, or mappings such as
    /// `{adam: {learning_rate: [0.001, 0.01]}}` where an optimizer has values of its own.
    ///
    /// - Throws: `SpecError` for anything else, and for values that an axis does not take.
    func optimizers() throws -> [OptimizerChoice] {
        let choices: [OptimizerChoice]
        switch content {
        case .scalar(let text): choices = try Self.items(of: text).map { try element($0).plain() }
        case .list(let elements): choices = try elements.flatMap { try $0.choices() }
        case .mapping: choices = try self.choices()
        case .missing: throw SpecError(self, isNotAllowed: Self.allowedOptimizers)
        }
        guard !choices.isEmpty else { throw SpecError(self, isNotAllowed: "at least one value") }
        var seen: Set<Optimizer> = []
        for choice in choices where !seen.insert(choice.optimizer).inserted {
            throw SpecError(
                choice.written.origin,
                "\(choice.optimizer.rawValue) stands twice; each optimizer may stand once, with "
                    + "lists of values of its own"
            )
        }
        return choices
    }

    private static let allowedOptimizers =
        "\(Axis.optimizer.allowed), each with values of its own where they are asked for, as in "
        + "[sgd, {adam: {learning_rate: [0.001, 0.01]}}]"

    private func choices() throws -> [OptimizerChoice] {
        switch content {
        case .scalar: return [try plain()]
        case .mapping(let entries) where !entries.isEmpty: return try entries.map { try own($0) }
        case .mapping, .list, .missing:
            throw SpecError(self, isNotAllowed: Self.allowedOptimizers)
        }
    }

    /// An optimizer without values of its own.
    private func plain() throws -> OptimizerChoice {
        guard case .scalar(let text) = content, !text.contains(where: { "({=".contains($0) })
        else {
            throw SpecError(
                self,
                isNotAllowed: "\(Axis.optimizer.allowed); values of its own are written in the "
                    + "file, as in optimizer: [{adam: {learning_rate: [0.001, 0.01]}}]"
            )
        }
        return OptimizerChoice(optimizer: try optimizer(), written: self)
    }

    private func optimizer() throws -> Optimizer {
        guard case .word(_, let words) = Axis.optimizer.kind,
            let optimizer = Optimizer(rawValue: try word(words))
        else { throw SpecError(self, isNotAllowed: Axis.optimizer.allowed) }
        return optimizer
    }

    /// An optimizer with values of its own.
    private func own(_ entry: SpecEntry) throws -> OptimizerChoice {
        let name = SpecValue(key: key, location: entry.location, content: .scalar(entry.name))
        var choice = OptimizerChoice(optimizer: try name.optimizer(), written: entry.value)
        switch entry.value.content {
        case .missing: return choice
        case .mapping(let entries) where entries.isEmpty: return choice
        case .mapping: break
        case .scalar, .list:
            throw SpecError(
                entry.value,
                isNotAllowed: "axes with values, as in {learning_rate: [0.001, 0.01]}, or {}"
            )
        }
        let axes = Axis.all.filter { $0 != .optimizer && $0 != .layers }
        let values = try entry.value.entries(named: axes.map(\.name), allowed: "axes with values")
        for axis in axes {
            guard let written = values[axis.name] else { continue }
            let own = WrittenAxis(values: try written.values(of: axis), written: written)
            if !choice.optimizer.has(axis) {
                try own.checkEffect(of: axis, with: [choice.optimizer])
            }
            choice.own[axis] = own
        }
        return choice
    }
}

extension WrittenAxis {
    /// Refuses values of `axis`, which none of `optimizers` has, unless they are its default.
    func checkEffect(of axis: Axis, with optimizers: [Optimizer]) throws {
        let isDefault = optimizers.contains { values == [axis.defaultValue(with: $0)] }
        guard !isDefault else { return }
        let names = optimizers.map(\.rawValue).joined(separator: ", ")
        let having = Optimizer.allCases.filter { $0.has(axis) }
            .map(\.rawValue).joined(separator: ", ")
        throw SpecError(
            written,
            isNotAllowed: "\(names) \(optimizers.count == 1 ? "has" : "have") no \(axis.name), "
                + "so it would change nothing; it goes with \(having)"
        )
    }
}
