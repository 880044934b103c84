internal import Quoting
internal import SweepModel
internal import TrainingModel

extension SweepNotes {
    /// What the values of axes tell.
    ///
    /// - Parameters:
    ///   - axes: The values.
    ///   - epochs: The epochs of a training.
    /// - Returns: The sentences, none for most sweeps.
    static func sentences(of axes: SweepAxes, epochs: Int) -> [String] {
        [
            merged(axes), absent(axes), withoutHidden(axes), largeRates(axes),
            idleSchedules(axes, epochs: epochs),
        ].compactMap(\.self)
    }

    private static func merged(_ axes: SweepAxes) -> String? {
        let count = axes.mergedCount
        guard count > 0 else { return nil }
        let total = axes.settings.count + count
        let verb = count == 1 ? "is" : "are"
        return "\(count.grouped) of \(total.grouped) combinations \(verb) not trained again, since "
            + list(reasons(axes)) + "."
    }

    /// Why combinations may train alike.
    private static func reasons(_ axes: SweepAxes) -> [String] {
        var reasons: [String] = []
        let sgd = axes.product(of: .sgd)
        if let sgd, sgd[.momentum].contains(0), varies(sgd, [.nesterov, .dampening]) {
            reasons.append("without momentum Nesterov's form and dampening change nothing")
        }
        reasons += absences(axes) { $0[$1].count > 1 }
        let isLinear = axes[.layers].contains(where: \.hasNoHiddenLayer)
        if isLinear, axes.products.contains(where: { varies($0, [.activation, .dropout]) }) {
            reasons.append("without hidden layers there is no activation and no dropout")
        }
        return reasons
    }

    private static func varies(_ product: AxisProduct, _ axes: [Axis]) -> Bool {
        axes.contains { product[$0].count > 1 }
    }

    /// Which optimizers do not have axes, for example `adam has no nesterov`.
    ///
    /// - Parameters:
    ///   - axes: The values.
    ///   - isMeant: Whether the values of an axis with an optimizer are told.
    /// - Returns: A clause for each axis.
    private static func absences(
        _ axes: SweepAxes,
        where isMeant: (AxisProduct, Axis) -> Bool
    ) -> [String] {
        Axis.all.compactMap { axis in
            let names = axes.products.filter { product in
                !product.optimizer.has(axis) && isMeant(product, axis)
            }.map(\.optimizer.rawValue)
            guard !names.isEmpty else { return nil }
            return "\(list(names)) \(names.count == 1 ? "has" : "have") no \(axis.name)"
        }
    }

    /// That one value is given to optimizers that do not have its axis.
    private static func absent(_ axes: SweepAxes) -> String? {
        let absences = absences(axes) { $0[$1].count == 1 && !$0.hasDefault($1) }
        guard !absences.isEmpty else { return nil }
        return "The spec gives values that not every optimizer has: \(list(absences))."
    }

    /// That a value is given which networks without hidden layers do not have.
    private static func withoutHidden(_ axes: SweepAxes) -> String? {
        guard axes[.layers].contains(where: \.hasNoHiddenLayer) else { return nil }
        let given = [Axis.activation, .dropout].filter { axis in
            axes.products.contains { $0[axis].count == 1 && !$0.hasDefault(axis) }
        }
        guard !given.isEmpty else { return nil }
        let all = axes[.layers].allSatisfy(\.hasNoHiddenLayer)
        return "\(all ? "The network has" : "Some networks have") no hidden layer, and so no "
            + given.map(\.title).joined(separator: " and no ") + "."
    }

    /// That Adam is trained with no other rates than those of SGD.
    private static func largeRates(_ axes: SweepAxes) -> String? {
        guard axes.product(of: .sgd) != nil else { return nil }
        let names = axes.products.filter { product in
            product.optimizer.isAdam
                && product[.learningRate].allSatisfy { ($0.number ?? 0) >= largeRate }
        }.map(\.optimizer.rawValue)
        guard !names.isEmpty else { return nil }
        return "Each learning rate of \(list(names)) is at least \(largeRate), a hundred times the "
            + "usual one; `optimizer: [sgd, {adam: {learning_rate: [0.001, 0.01]}}]` gives an "
            + "optimizer its own."
    }

    /// A rate that is usual for SGD and far too large for Adam.
    private static let largeRate = 0.1

    /// That a schedule of steps ends before its first one.
    private static func idleSchedules(_ axes: SweepAxes, epochs: Int) -> String? {
        let idle = axes[.schedule].compactMap { value -> String? in
            guard case .word(let text) = value, let schedule = Schedule(text),
                case .step(let every, _) = schedule.decay,
                every + (schedule.warmup?.epochs ?? 0) >= epochs
            else { return nil }
            return text
        }
        guard !idle.isEmpty else { return nil }
        let verb = idle.count == 1 ? "takes" : "take"
        return "\(list(idle)) \(verb) no step within \(epochs.counted("epoch"))."
    }

    /// `words` with commas and a last `and`.
    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension AxisValue {
    /// Whether these are layers of a network without hidden units.
    fileprivate var hasNoHiddenLayer: Bool {
        if case .layers(let units) = self { units.count == 2 } else { false }
    }
}
