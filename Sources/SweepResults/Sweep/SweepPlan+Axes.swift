package import SweepModel
package import TrainingModel

extension SweepPlan {
    /// Whether optimizers are compared, each with values of its own.
    package var hasOptimizers: Bool { spec.axes.products.count > 1 }

    /// What the sweep asks about: the optimizer if there are several, then the axes that take
    /// several values with one of them.
    ///
    /// An axis in which optimizers differ by their defaults alone follows from the optimizer and
    /// is no question of its own.
    package var askedAxes: [Axis] {
        guard hasOptimizers else { return spec.axes.varying }
        let asked = Axis.all.filter { axis in
            axis != .optimizer && spec.axes.products.contains { $0.varying.contains(axis) }
        }
        return [.optimizer] + asked
    }

    /// The hyper-parameters by which settings are told apart: those that are asked about, or the
    /// momentum; with several optimizers also momentum and learning rate where they differ, since
    /// readers need not know the defaults.
    package var labelledAxes: [Axis] {
        let asked = askedAxes
        guard hasOptimizers else { return asked.isEmpty ? [.momentum] : asked }
        let varying = spec.axes.varying
        return [.optimizer]
            + Axis.all.filter { axis in
                axis != .optimizer
                    && (asked.contains(axis)
                        || [.momentum, .learningRate].contains(axis) && varying.contains(axis))
            }
    }

    /// The axes that take several values with `optimizer`, and so may be compared with it alone.
    package func varyingAxes(with optimizer: Optimizer) -> [Axis] {
        guard hasOptimizers else { return spec.axes.varying }
        return spec.axes.product(of: optimizer)?.varying ?? []
    }

    /// The axis along which settings are compared where none is asked for: the momentum if it
    /// varies, else the first that does, or the momentum if nothing varies.
    ///
    /// With several optimizers only what varies with one of them counts; if nothing does, settings
    /// are compared along the optimizer.
    package var comparedAxis: Axis {
        let asked = askedAxes
        if asked.contains(.momentum) { return .momentum }
        return asked.first { $0 != .optimizer } ?? asked.first ?? .momentum
    }

    /// The values of `axis`, each once: ascending where they are numbers, else as in the spec.
    package func values(of axis: Axis) -> [AxisValue] {
        var seen: Set<AxisValue> = []
        let values = spec.axes[axis].filter { seen.insert($0).inserted }
        return values.enumerated().sorted { left, right in
            guard let first = left.element.number, let second = right.element.number
            else { return left.offset < right.offset }
            return (first, left.offset) < (second, right.offset)
        }.map(\.element)
    }
}
