extension SpecValue {
    /// The values of an axis of switches: `true`, `false`, a list, or a text such as `false,true`.
    ///
    /// - Throws: `SpecError` for anything else.
    func switches() throws -> [Bool] {
        switch content {
        case .scalar(let text):
            let words = text.split(separator: ",", omittingEmptySubsequences: false)
            return try words.map { try element($0.trimmingBlanks()).boolean() }
        case .list(let elements): return try elements.map { try $0.boolean() }
        case .mapping, .missing: throw SpecError(self, isNotAllowed: "true or false")
        }
    }
}
