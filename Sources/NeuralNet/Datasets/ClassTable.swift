/// Which labels of a CSV file are the same class.
public enum LabelReading: Sendable {
    /// Those with the same bytes; a class has its label as name.
    case asWritten

    /// Those with the same value if all are integers, so that `01` and `+1` are named `1`: for a
    /// run directory of the first edition, whose results must stay readable.
    case mergedIntegers
}

/// The classes of a dataset: their names in order, and the class of each sample.
struct ClassTable {
    /// The name of each class.
    let names: [String]

    /// The class of each sample, an index of ``names``.
    let labels: [Int32]

    /// Orders classes by number.
    ///
    /// - Parameter numbers: The label of each sample.
    init(_ numbers: [Int]) {
        self.init(values: numbers)
    }

    /// Orders classes by value if all labels are numbers, else as text.
    ///
    /// - Parameters:
    ///   - column: The label of each sample.
    ///   - reading: Which of them are the same class.
    init(_ column: TextColumn, _ reading: LabelReading) {
        let distinct = ClassTable(distinct: column.texts, reading)
        names = distinct.names
        labels = column.indices.map { distinct.labels[Int($0)] }
    }

    /// Orders classes of labels that all differ as texts.
    private init(distinct texts: [String], _ reading: LabelReading) {
        let integers = texts.compactMap { Int($0) }
        if integers.count == texts.count {
            switch reading {
            case .mergedIntegers: self.init(values: integers)
            case .asWritten: self.init(values: zip(integers, texts).map(NumberLabel.init))
            }
            return
        }
        let numbers = reading == .asWritten ? texts.compactMap(Self.finiteNumber) : []
        if numbers.count == texts.count {
            self.init(values: zip(numbers, texts).map(NumberLabel.init))
        } else {
            self.init(values: texts.map(TextLabel.init))
        }
    }

    /// The value of a label; infinity and NaN are words, since they have no order among numbers.
    private static func finiteNumber(_ text: String) -> Double? {
        DecimalNumber.value(of: text).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Makes each distinct value a class, in ascending order.
    private init<Value: Hashable & Comparable & CustomStringConvertible>(values: [Value]) {
        let classes = Set(values).sorted()
        let indices = Dictionary(uniqueKeysWithValues: zip(classes, Int32(0)...))
        names = classes.map(\.description)
        labels = values.compactMap { indices[$0] }
    }
}

/// A label that equals another one only if its bytes do, in the order of `String`.
///
/// `String` calls two spellings of an accent equal; to every other reader they differ.
private struct TextLabel: Hashable, Comparable, CustomStringConvertible {
    let description: String

    init(_ text: String) { description = text }

    static func == (first: TextLabel, second: TextLabel) -> Bool {
        first.description.utf8.elementsEqual(second.description.utf8)
    }

    static func < (first: TextLabel, second: TextLabel) -> Bool {
        first.description == second.description
            ? first.description.utf8.lexicographicallyPrecedes(second.description.utf8)
            : first.description < second.description
    }

    func hash(into hasher: inout Hasher) { for byte in description.utf8 { hasher.combine(byte) } }
}

/// A label in the order of its value; labels of one value are in the order of their texts.
private struct NumberLabel<Number: Hashable & Comparable>: Hashable, Comparable,
    CustomStringConvertible
{
    let number: Number
    let text: TextLabel

    var description: String { text.description }

    init(_ number: Number, _ text: String) {
        self.number = number
        self.text = TextLabel(text)
    }

    static func < (first: Self, second: Self) -> Bool {
        (first.number, first.text) < (second.number, second.text)
    }
}
