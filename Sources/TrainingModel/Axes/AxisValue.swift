/// One value of a hyper-parameter.
public enum AxisValue: Hashable, Sendable {
    /// A number, whole for axes that count.
    case number(Double)

    /// A switch.
    case boolean(Bool)

    /// Units of each layer, from the input to the output.
    case layers([Int])

    /// A word of those that the axis takes, in its canonical form.
    case word(String)

    /// The number, or `nil` if it is none.
    public var number: Double? { if case .number(let number) = self { number } else { nil } }
}

extension AxisValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral
{
    /// A number as a literal.
    public init(floatLiteral value: Double) { self = .number(value) }

    /// A whole number as a literal.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }

    /// A switch as a literal.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }

    /// Layers as a literal.
    public init(arrayLiteral elements: Int...) { self = .layers(elements) }

    /// A word as a literal.
    public init(stringLiteral value: String) { self = .word(value) }
}

extension Axis {
    /// The value that the axis has in messages and files that do not name it; in specs
    /// ``defaultValue(with:)``.
    public var defaultValue: AxisValue { Setting.standard[self] }

    /// The value of the axis where none is given, which may depend on the optimizer.
    public func defaultValue(with optimizer: Optimizer) -> AxisValue {
        Setting.standard(with: optimizer)[self]
    }

    /// Whether `value` is of the axis's kind and range.
    public func allows(_ value: AxisValue) -> Bool {
        switch (kind, value) {
        case (.number(_, let range), .number(let number)): range.contains(number)
        case (.whole(_, let range), .number(let number)):
            Int(exactly: number).map(range.contains) ?? false
        case (.boolean, .boolean): true
        case (.layers, .layers(let units)):
            (2...Limits.layers).contains(units.count)
                && units.allSatisfy((1...Limits.units).contains)
        case (.word(_, let words), .word(let word)): words.canonical(word) == word
        default: false
        }
    }

    /// `value` as the spec and the data files write it, for example `0.9`, `20` or `2-50-3`.
    public func text(of value: AxisValue) -> String {
        switch (kind, value) {
        case (.whole, .number(let number)): Int(exactly: number).map(String.init) ?? "\(number)"
        case (_, .number(let number)): "\(number)"
        case (_, .boolean(let isOn)): "\(isOn)"
        case (_, .layers(let units)): units.map(String.init).joined(separator: "-")
        case (_, .word(let word)): word
        }
    }

    /// The axis's value of `setting` as the spec and the data files write it.
    public func text(of setting: Setting) -> String { text(of: setting[self]) }

    /// The allowed values, as a text.
    public var allowed: String {
        switch kind {
        case .number(_, let range): range.description
        case .whole(_, let range): NumberRange.whole(range).description
        case .boolean: "true or false"
        case .layers:
            "the units of 2 to \(Limits.layers) layers from input to output, as in [2, 50, 3]"
        case .word(_, let words): words.description
        }
    }

    /// Whether its values are words rather than numbers.
    public var isText: Bool {
        switch kind {
        case .number, .whole: false
        case .boolean, .layers, .word: true
        }
    }
}
