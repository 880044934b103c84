/// Names of classes in figures, which have little room for them.
package enum ShortNames {
    /// Names short enough for a figure, and different where the full names are, as far as that
    /// goes.
    ///
    /// A name that is too long loses its end. Where several then look alike, each of them loses its
    /// middle instead; and where they still look alike, the start that they have in common, so that
    /// what is left begins with the first difference.
    ///
    /// - Parameters:
    ///   - names: The full names.
    ///   - limit: The most scalars that are left of a name, besides the mark of what is missing.
    /// - Returns: One for each name, on one line and so that gnuplot's SVG is XML.
    package static func shortened(_ names: [String], to limit: Int) -> [String] {
        var short = names.map { ShownClasses.shortened($0, to: limit) }
        for form in [withoutMiddle, withoutCommonStart] {
            let alike = Dictionary(grouping: names.indices) { short[$0] }
            for members in alike.values where members.count > 1 {
                for (index, name) in zip(members, form(members.map { names[$0] }, limit)) {
                    short[index] = ShownClasses.shortened(name, to: limit + 1)
                }
            }
        }
        return short
    }

    /// The first and the last scalars of each name that is too long.
    private static func withoutMiddle(_ names: [String], _ limit: Int) -> [String] {
        names.map { name in
            let scalars = Array(name.unicodeScalars)
            guard scalars.count > limit else { return name }
            let endCount = limit * 2 / 3
            return text(scalars.prefix(limit - endCount)) + "…" + text(scalars.suffix(endCount))
        }
    }

    /// Each name from a little before the first difference on.
    private static func withoutCommonStart(_ names: [String], _ limit: Int) -> [String] {
        let all = names.map { Array($0.unicodeScalars) }
        guard let first = all.first, all.contains(where: { $0.count > limit }) else { return names }
        let common = all.dropFirst().reduce(first.count) { common, other in
            zip(first, other).prefix(common).prefix { $0 == $1 }.count
        }
        let start = max(0, common - 3)
        return all.map { scalars in
            let rest = scalars.dropFirst(start)
            return "…" + text(rest.prefix(limit)) + (rest.count > limit ? "…" : "")
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
