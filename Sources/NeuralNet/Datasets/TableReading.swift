/// What reading a file found that the samples do not show.
///
/// Training need not know it, so it is in no encoding and no digest.
public struct TableReading: Hashable, Sendable {
    /// The name of the first column if it counts the rows and was left out; likely empty.
    public var rowNumberColumn: String?

    /// The names of the features that say true or false, as 1 and 0.
    public var booleanColumns: Set<String> = []

    /// Starts with nothing found.
    init() {}
}

/// Whether the numbers of a column count the rows.
struct RowNumbers {
    private var last: Double?
    private var count = 0
    private var isCounting = true

    /// Adds the number of the next row.
    mutating func add(_ number: Double) {
        isCounting = isCounting && (last.map { number == $0 + 1 } ?? (number == number.rounded()))
        last = number
        count += 1
    }

    /// Whether there are rows, and each number is one more than the one before.
    var countsRows: Bool { isCounting && count > 1 }
}

extension Array {
    /// Removes the first column of a matrix in place; nothing of an empty one.
    ///
    /// - Parameter width: The number of columns, above 1.
    mutating func removeFirstColumn(width: Int) {
        var target = 0
        for row in 0..<count / width {
            for column in 1..<width {
                self[target] = self[row * width + column]
                target += 1
            }
        }
        removeLast(count - target)
    }
}
