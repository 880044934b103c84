internal import Quoting
internal import TrainingModel

extension SpecValue {
    /// The values of an axis of words: a word, a list, or a text such as `relu,tanh`.
    ///
    /// - Throws: `SpecError` for words that the axis does not take, with the one that is meant.
    func words(_ allowed: Words) throws -> [String] {
        switch content {
        case .scalar(let text): try Self.items(of: text).map { try element($0).word(allowed) }
        case .list(let elements): try elements.map { try $0.word(allowed) }
        case .mapping, .missing: throw SpecError(self, isNotAllowed: allowed.description)
        }
    }

    /// The value as one word.
    ///
    /// - Throws: `SpecError` for words that the axis does not take, with the one that is meant.
    func word(_ allowed: Words) throws -> String {
        guard case .scalar(let text) = content else {
            throw SpecError(self, isNotAllowed: allowed.description)
        }
        guard let word = allowed.canonical(text) else { throw unknownWord(text, of: allowed) }
        return word
    }

    /// The error for `text`, a word that is none of `allowed`, with the one that is meant.
    func unknownWord(_ text: String, of allowed: Words) -> SpecError {
        let meant =
            SpecSynonyms.word(meantBy: text, among: allowed.names)
            ?? NearestText.nearest(to: text, among: allowed.names)
            ?? allowed.names.first { $0.sorted() == text.lowercased().sorted() }
        let hint = meant.map { "; did you mean \($0)?" } ?? ""
        return SpecError(self, isNotAllowed: allowed.description + hint)
    }
}
