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

    /// Orders classes by number if all labels are integers, else as text.
    ///
    /// - Parameter texts: The label of each sample.
    init(_ texts: [String]) {
        let numbers = texts.compactMap { Int($0) }
        if numbers.count == texts.count {
            self.init(values: numbers)
        } else {
            // String calls two spellings of an accent equal; to every other reader they differ.
            self.init(values: texts.map(ByteText.init))
        }
    }

    /// Makes each distinct value a class, in ascending order.
    private init<Value: Hashable & Comparable & CustomStringConvertible>(values: [Value]) {
        let classes = Set(values).sorted()
        let indices = Dictionary(uniqueKeysWithValues: zip(classes, Int32(0)...))
        names = classes.map(\.description)
        labels = values.compactMap { indices[$0] }
    }
}

/// A text that equals another one only if its bytes do, in the order of `String`.
private struct ByteText: Hashable, Comparable, CustomStringConvertible {
    let description: String

    init(_ text: String) { description = text }

    static func == (first: ByteText, second: ByteText) -> Bool {
        first.description.utf8.elementsEqual(second.description.utf8)
    }

    static func < (first: ByteText, second: ByteText) -> Bool {
        first.description == second.description
            ? first.description.utf8.lexicographicallyPrecedes(second.description.utf8)
            : first.description < second.description
    }

    func hash(into hasher: inout Hasher) { for byte in description.utf8 { hasher.combine(byte) } }
}
