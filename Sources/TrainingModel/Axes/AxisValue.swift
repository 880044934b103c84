/// One value of a hyper-parameter.
public enum AxisValue: Hashable, Sendable {
    /// A number, whole for axes that count.
    case number(Double)

    /// A switch.
    case boolean(Bool)

    /// Units of each layer, from the input to the output.
    case layers([Int])
}

extension AxisValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    /// A number that stands in the source.
    public init(floatLiteral value: Double) { self = .number(value) }

    /// A whole number that stands in the source.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }

    /// A switch that stands in the source.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }

    /// Layers that stand in the source.
    public init(arrayLiteral elements: Int...) { self = .layers(elements) }
}
