/// The texts of a column of a table; each of them is held once, however often it occurs.
struct TextColumn {
    /// The texts that differ as bytes, in the order of first appearance.
    private(set) var texts: [String] = []

    /// The index of each cell's text among ``texts``.
    private(set) var indices: [Int32] = []

    private var indexOfText: [ByteText: Int32] = [:]

    /// The index of `text`, if it has occurred.
    ///
    /// - Parameter text: A cell.
    /// - Returns: Its place among ``texts``.
    func index(of text: String) -> Int32? { indexOfText[ByteText(string: text)] }

    /// Appends a cell.
    ///
    /// - Parameter text: What it says.
    mutating func append(_ text: String) {
        if let index = index(of: text) { return indices.append(index) }
        let index = Int32(texts.count)
        indexOfText[ByteText(string: text)] = index
        texts.append(text)
        indices.append(index)
    }

    /// The text of each cell.
    var cells: [String] { indices.map { texts[Int($0)] } }
}

/// A text that equals another one only if its bytes do.
///
/// `String` calls two spellings of an accent equal; to every other reader they differ.
private struct ByteText: Hashable {
    let string: String

    static func == (first: ByteText, second: ByteText) -> Bool {
        first.string.utf8.elementsEqual(second.string.utf8)
    }

    func hash(into hasher: inout Hasher) {
        // A cell that was read is in one piece of memory.
        let isHashed: Void? = string.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isHashed == nil { for byte in string.utf8 { hasher.combine(byte) } }
    }
}
