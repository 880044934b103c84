extension SweepSpec {
    /// The most letters of a slug.
    private static let slugLength = 64

    /// The name as a part of a folder's name: ASCII letters, digits, `_` and single `-` between
    /// them, at most 64 letters.
    ///
    /// What else the name has becomes `-`; a name without a letter or digit gives `sweep`.
    public var slug: String {
        let letters = name.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": Character(scalar)
            default: "-"
            }
        }
        let words = String(letters).split(separator: "-").joined(separator: "-")
        guard words.contains(where: { $0 != "_" && $0 != "-" }) else { return "sweep" }
        let cut = words.prefix(Self.slugLength)
        return String(cut.last == "-" ? cut.dropLast() : cut)
    }
}
