/// The groups of samples, from the cells of a column.
enum GroupTable {
    /// The place of each cell's group among all groups, in ascending order.
    ///
    /// Where all cells are numbers, those of one value are one group, as `7` and `7.0` are to every
    /// reader of tables. Otherwise groups are texts, in the order of their bytes, which is that of
    /// NumPy.
    ///
    /// - Parameter column: The column.
    /// - Returns: Numbers from 0, one for each cell.
    static func ranks(of column: TextColumn) -> [Int] {
        let ranks = ranks(ofDistinct: column.texts)
        return column.indices.map { ranks[Int($0)] }
    }

    private static func ranks(ofDistinct cells: [String]) -> [Int] {
        let integers = cells.compactMap { Int($0) }
        if integers.count == cells.count { return ranks(integers) }
        let numbers = cells.compactMap { DecimalNumber.value(of: $0) }
        if numbers.count == cells.count, numbers.allSatisfy(\.isFinite) { return ranks(numbers) }
        return ranks(cells.map { ByteText(bytes: Array($0.utf8)) })
    }

    private static func ranks<Value: Hashable & Comparable>(_ values: [Value]) -> [Int] {
        let groups = Set(values).sorted()
        let indices = Dictionary(uniqueKeysWithValues: zip(groups, 0...))
        return values.compactMap { indices[$0] }
    }
}

/// A text in the order of its bytes, which in UTF-8 is the order of its scalars.
private struct ByteText: Hashable, Comparable {
    let bytes: [UInt8]

    static func < (first: ByteText, second: ByteText) -> Bool {
        first.bytes.lexicographicallyPrecedes(second.bytes)
    }
}
