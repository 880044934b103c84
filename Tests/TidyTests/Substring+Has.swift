extension Substring {
    /// Whether `word` stands in the text, compared byte by byte.
    ///
    /// Every rule looks at every line of the project, so this is asked before any regular
    /// expression, which is a hundred times slower.
    func has(_ word: String) -> Bool {
        let pattern = Array(word.utf8)
        guard let first = pattern.first else { return true }
        let isFound = utf8.withContiguousStorageIfAvailable { bytes in
            guard bytes.count >= pattern.count else { return false }
            return (0...bytes.count - pattern.count).contains { start in
                bytes[start] == first
                    && bytes[start..<start + pattern.count].elementsEqual(pattern)
            }
        }
        return isFound ?? contains(word)
    }

    /// Whether one of `words` stands in the text.
    func has(anyOf words: [String]) -> Bool { words.contains(where: has) }
}
