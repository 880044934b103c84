internal import SweepModel
internal import TrainingModel

/// The settings of a plan as lines of a Python program, in the plan's order.
///
/// Only axes that say something stand there: those with which some setting differs from the
/// default, and those that are arguments of what is called. Where optimizers have values of their
/// own, each has a product of its own, without the axes that it does not have.
struct PyTorchSettings {
    private let products: [AxisProduct]
    private let settings: [Setting]

    /// Reads the settings of `plan`.
    init(_ plan: SweepPlan) {
        products = plan.spec.axes.products
        settings = plan.settings
    }

    /// The optimizers in their order, at least one.
    var optimizers: [Optimizer] { products.map(\.optimizer) }

    /// The values of an axis, each once, in the order in which settings have them.
    func values(of axis: Axis) -> [AxisValue] {
        var seen: Set<AxisValue> = []
        return settings.lazy.map { $0[axis] }.filter { seen.insert($0).inserted }
    }

    /// Whether some setting has another value of `axis` than the default.
    func uses(_ axis: Axis) -> Bool { values(of: axis) != [axis.defaultValue] }

    /// The lines that list the settings under the name `settings`.
    var text: String {
        let shared = sharedAxes
        let common = shared.map { "\($0.quotedName): \($0.literal(of: products[0][$0][0]))" }
        let lines = products.map { product in
            "    {" + Self.wrapped(Self.entries(of: product, without: shared, listed)) + "},\n"
        }
        return """
            SAME = {
                \(Self.wrapped(common, indent: 4)),
            }
            PRODUCTS = [
            \(lines.joined())]
            settings = [SAME | dict(zip(product, values)) for product in PRODUCTS
                        for values in itertools.product(*product.values())]
            \(choice)
            """
    }

    /// The axes that the program names.
    private var listed: [Axis] {
        Axis.all.filter { axis in
            let isCalled = axis.isAlwaysWritten || axis.pyTorch != nil || axis == .activation
            return isCalled && products.contains { $0.optimizer.has(axis) }
                || uses(axis)
        }
    }

    /// The axes of one value, whatever the optimizer.
    private var sharedAxes: [Axis] {
        listed.filter { axis in
            products.allSatisfy {
                $0[axis].count == 1 && $0[axis] == products[0][axis]
                    && $0.optimizer.has(axis)
            }
        }
    }

    /// The lists of a product, the axis that varies slowest first.
    private static func entries(
        of product: AxisProduct,
        without shared: [Axis],
        _ listed: [Axis]
    ) -> [String] {
        listed.filter { axis in
            !shared.contains(axis) && product.optimizer.has(axis)
        }.map { axis in
            let values = product[axis].map { axis.literal(of: $0) }
            return "\(axis.quotedName): [\(values.joined(separator: ", "))]"
        }
    }

    /// Which of all combinations are settings, where some train as others do.
    private var choice: String {
        var combinations: [Setting] = []
        for product in products {
            var listed = product
            for axis in product.optimizer.absentAxes {
                listed[axis] = [axis.defaultValue(with: product.optimizer)]
            }
            combinations += listed.combinations
        }
        guard combinations != settings else { return "" }
        var indices: [Setting: Int] = [:]
        for (index, setting) in combinations.enumerated() { indices[setting] = index }
        let chosen = Self.ranges(of: settings.compactMap { indices[$0] })
        return "settings = [settings[i] for i in [\(chosen.joined(separator: ", "))]]\n"
    }

    /// Whole numbers as elements of a list, with a range for those that follow each other.
    private static func ranges(of numbers: [Int]) -> [String] {
        var ranges: [Range<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound == number {
                ranges[ranges.count - 1] = last.lowerBound..<number + 1
            } else {
                ranges.append(number..<number + 1)
            }
        }
        return ranges.flatMap { range in
            range.count < 4
                ? range.map(String.init) : ["*range(\(range.lowerBound), \(range.upperBound))"]
        }
    }

    /// Entries of a dictionary in lines that are not too long.
    private static func wrapped(_ entries: [String], indent: Int = 5) -> String {
        var lines: [String] = []
        for entry in entries {
            if let last = lines.last, indent + last.count + entry.count < 90 {
                lines[lines.count - 1] = last + ", " + entry
            } else {
                lines.append(entry)
            }
        }
        return lines.joined(separator: ",\n" + String(repeating: " ", count: indent))
    }
}

extension Axis {
    /// The name as a string of Python.
    fileprivate var quotedName: String { "\"\(name)\"" }

    /// A value as Python writes it.
    func literal(of value: AxisValue) -> String {
        switch value {
        case .number: text(of: value)
        case .boolean(let isOn): isOn ? "True" : "False"
        case .layers(let units): "\(units)"
        case .word(let word): "\"\(word)\""
        }
    }

    /// What the program reads the value of the run's setting by.
    var settingExpression: String { "setting[\(quotedName)]" }
}
