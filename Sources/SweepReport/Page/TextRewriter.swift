/// Replaces pieces of a long text in one pass over its bytes.
///
/// Figures are long and pages have many, so searching them with regular expressions took seconds.
struct TextRewriter {
    /// One kind of piece and what takes its place.
    struct Rule {
        /// How the piece begins.
        let start: [UInt8]

        /// How it ends, if that is not fixed by its beginning.
        let end: [UInt8]

        /// What replaces a piece, given what stands between its beginning and its end.
        let replacement: (String) -> String

        /// Replaces `piece` wherever it stands.
        init(_ piece: String, by replacement: String) {
            start = Array(piece.utf8)
            end = []
            self.replacement = { _ in replacement }
        }

        /// Replaces all from `start` through `end`.
        init(from start: String, through end: String, by replacement: @escaping (String) -> String)
        {
            self.start = Array(start.utf8)
            self.end = Array(end.utf8)
            self.replacement = replacement
        }
    }

    private let rules: [[Rule]]

    /// Sorts the rules by their first byte; earlier rules win.
    init(_ rules: [Rule]) {
        var table: [[Rule]] = Array(repeating: [], count: 256)
        for rule in rules { table[Int(rule.start[0])].append(rule) }
        self.rules = table
    }

    /// `text` with all pieces replaced.
    func rewritten(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if let (end, replacement) = replacement(at: place, in: bytes) {
                result.append(contentsOf: replacement.utf8)
                place = end
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func replacement(at place: Int, in bytes: [UInt8]) -> (end: Int, text: String)? {
        for rule in rules[Int(bytes[place])] where bytes[place...].starts(with: rule.start) {
            let first = place + rule.start.count
            guard let last = Self.place(of: rule.end, from: first, in: bytes) else { continue }
            let content = String(decoding: bytes[first..<last], as: UTF8.self)
            return (last + rule.end.count, rule.replacement(content))
        }
        return nil
    }

    private static func place(of piece: [UInt8], from start: Int, in bytes: [UInt8]) -> Int? {
        guard let first = piece.first else { return start }
        var place = start
        while place < bytes.count {
            if bytes[place] == first, bytes[place...].starts(with: piece) { return place }
            place += 1
        }
        return nil
    }
}
