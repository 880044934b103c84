public import TrainingModel

/// The values of each axis; the sweep is their product, the first axis varying slowest.
public struct SweepAxes: Hashable, Sendable {
    /// The values of each of ``Axis/all``, in that order.
    private var values = Axis.all.map { [$0.defaultValue] }

    /// Lists the values of some axes; the others have their defaults.
    ///
    /// - Precondition: Each axis is named once, has at least one value and takes each of them.
    public init(_ values: KeyValuePairs<Axis, [AxisValue]> = [:]) {
        for (axis, list) in values { self[axis] = list }
    }

    /// The values of `axis`, at least one.
    public subscript(axis: Axis) -> [AxisValue] {
        get { values[axis.id - 1] }
        set {
            precondition(!newValue.isEmpty, "\(axis.name) has at least one value")
            for value in newValue {
                precondition(axis.allows(value), "\(axis.name) does not take \(value)")
            }
            values[axis.id - 1] = newValue
        }
    }

    /// The values of an axis of numbers.
    public func numbers(_ axis: Axis) -> [Double] {
        self[axis].compactMap { value in if case .number(let number) = value { number } else { nil }
        }
    }

    /// The axes that take more than one value.
    public var varying: [Axis] { Axis.all.filter { self[$0].count > 1 } }

    /// Every combination, the first axis varying slowest and the last one fastest.
    public var settings: [Setting] {
        var first = Setting.standard
        for axis in Axis.all { first[axis] = self[axis][0] }
        var settings = [first]
        for axis in varying {
            settings = settings.flatMap { setting in
                self[axis].map { value in
                    var setting = setting
                    setting[axis] = value
                    return setting
                }
            }
        }
        return settings
    }
}
