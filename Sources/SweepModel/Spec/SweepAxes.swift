public import TrainingModel

/// The values of each axis: one product for each optimizer, the optimizer varying slowest.
public struct SweepAxes: Hashable, Sendable {
    /// The products in the order of the optimizers, at least one, each of another optimizer.
    public private(set) var products: [AxisProduct]

    /// Lists the values of some axes with each optimizer; of the others each optimizer has its
    /// default.
    ///
    /// - Precondition: Each axis is named once, has at least one value and takes each of them.
    public init(_ values: KeyValuePairs<Axis, [AxisValue]> = [:]) {
        products = [AxisProduct(.sgd)]
        // Optimizers first, since the values that are given are those of each of them.
        for (axis, list) in values where axis == .optimizer { self[axis] = list }
        for (axis, list) in values where axis != .optimizer { self[axis] = list }
    }

    /// Lists products.
    ///
    /// - Precondition: There is at least one, and none has the optimizer of another one.
    public init(_ products: [AxisProduct]) {
        precondition(!products.isEmpty, "a sweep has at least one optimizer")
        precondition(
            Set(products.map(\.optimizer)).count == products.count,
            "each optimizer has one product"
        )
        self.products = products
    }

    /// The optimizers in their order, at least one.
    public var optimizers: [Optimizer] { products.map(\.optimizer) }

    /// The product of `optimizer`, or `nil` if it is not trained with.
    public func product(of optimizer: Optimizer) -> AxisProduct? {
        products.first { $0.optimizer == optimizer }
    }

    /// The values of `axis` with any optimizer that has the axis, at least one, each once, in the
    /// order of the optimizers.
    ///
    /// Values that are set are those of each optimizer. An optimizer that is added takes over the
    /// values of the first one, but for axes in which that one has only its default.
    public subscript(axis: Axis) -> [AxisValue] {
        get {
            if axis == .optimizer { return optimizers.map { .word($0.rawValue) } }
            let having = products.filter { $0.optimizer.has(axis) }
            let lists = (having.isEmpty ? products : having).map { $0[axis] }
            guard lists.count > 1 else { return lists[0] }
            var seen: Set<AxisValue> = []
            return lists.joined().filter { seen.insert($0).inserted }
        }
        set {
            guard axis == .optimizer else {
                for index in products.indices { products[index][axis] = newValue }
                return
            }
            let first = products[0]
            let optimizers = newValue.map { value in
                guard case .word(let name) = value, let optimizer = Optimizer(rawValue: name) else {
                    preconditionFailure("optimizer does not take \(value)")
                }
                return optimizer
            }
            self = SweepAxes(
                optimizers.map { product(of: $0) ?? AxisProduct($0, takingOver: first) }
            )
        }
    }

    /// The values of an axis of numbers.
    public func numbers(_ axis: Axis) -> [Double] { self[axis].compactMap(\.number) }

    /// The axes that take more than one value, be it that optimizers differ in their defaults.
    ///
    /// An axis that only some optimizers have varies if it does among them.
    public var varying: [Axis] { Axis.all.filter { self[$0].count > 1 } }

    /// Every combination that trains in its own way; the optimizer varies slowest, then the first
    /// axis, and the last one fastest.
    ///
    /// Combinations of one ``TrainingModel/Setting/canonical`` form are one setting, at the place
    /// of the first of them: the canonical one if it is among them, else the first.
    public var settings: [Setting] {
        var settings: [Setting] = []
        var indices: [Setting: Int] = [:]
        for setting in combinations {
            let canonical = setting.canonical
            if let index = indices[canonical] {
                if setting == canonical { settings[index] = setting }
            } else {
                indices[canonical] = settings.count
                settings.append(setting)
            }
        }
        return settings
    }

    /// How many combinations are no settings of their own, since they train as another one does.
    public var mergedCount: Int { Int(combinationCount) - settings.count }

    /// The number of combinations, which may be far too many to list.
    public var combinationCount: Double { products.reduce(0) { $0 + $1.combinationCount } }

    /// Every combination; the optimizer varies slowest, then the first axis, and the last one
    /// fastest.
    public var combinations: [Setting] { products.flatMap(\.combinations) }
}

/// The values of each axis with one optimizer: of all their combinations the first axis varies
/// slowest and the last one fastest.
public struct AxisProduct: Hashable, Sendable {
    /// The optimizer.
    public let optimizer: Optimizer

    /// The values of each of ``Axis/all``, in that order.
    private var values: [[AxisValue]]

    /// Lists the values of some axes; the others have their defaults with `optimizer`.
    ///
    /// - Precondition: Each axis is named once, has at least one value and takes each of them, and
    ///   none is the optimizer.
    public init(_ optimizer: Optimizer, _ values: KeyValuePairs<Axis, [AxisValue]> = [:]) {
        self.optimizer = optimizer
        self.values = Axis.all.map { [$0.defaultValue(with: optimizer)] }
        for (axis, list) in values { self[axis] = list }
    }

    /// Has the values of `other` where they are not just the default of its optimizer.
    public init(_ optimizer: Optimizer, takingOver other: AxisProduct) {
        self.init(optimizer)
        for axis in Axis.all where axis != .optimizer && !other.hasDefault(axis) {
            self[axis] = other[axis]
        }
    }

    /// The values of `axis`, at least one; of the optimizer this one.
    public subscript(axis: Axis) -> [AxisValue] {
        get { values[axis.id - 1] }
        set {
            precondition(axis != .optimizer, "a product has one optimizer")
            precondition(!newValue.isEmpty, "\(axis.name) has at least one value")
            for value in newValue {
                precondition(axis.allows(value), "\(axis.name) does not take \(value)")
            }
            values[axis.id - 1] = newValue
        }
    }

    /// Whether `axis` has no other value than its default with the optimizer.
    public func hasDefault(_ axis: Axis) -> Bool {
        self[axis] == [axis.defaultValue(with: optimizer)]
    }

    /// The axes that take more than one value.
    public var varying: [Axis] {
        Axis.all.filter { self[$0].count > 1 && optimizer.has($0) }
    }

    /// The number of combinations, which may be far too many to list.
    public var combinationCount: Double { values.reduce(1) { $0 * Double($1.count) } }

    /// Every combination, the first axis varying slowest and the last one fastest.
    ///
    /// Axes that the optimizer does not have are given their defaults in each of them, whatever
    /// their values: these combinations are equal.
    public var combinations: [Setting] {
        var first = Setting.standard
        for axis in Axis.all { first[axis] = self[axis][0] }
        var settings = [first]
        for axis in Axis.all where self[axis].count > 1 {
            settings = settings.flatMap { setting in
                self[axis].map { value in
                    var setting = setting
                    setting[axis] = value
                    return setting
                }
            }
        }
        for axis in optimizer.absentAxes where !hasDefault(axis) {
            for index in settings.indices {
                settings[index][axis] = axis.defaultValue(with: optimizer)
            }
        }
        return settings
    }
}
