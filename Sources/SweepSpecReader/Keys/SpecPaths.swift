internal import Quoting

/// The paths that a spec may use.
package enum SpecPaths {
    /// The paths of values.
    static let values: [String] = SpecKey.all.flatMap(\.paths)

    /// The paths of sections that hold values or other sections.
    static let sections = [
        "dataset", "dataset.spiral", "dataset.csv", "dataset.idx", "split", "network", "training",
        "training.stop", "sweep",
    ]

    /// All paths, in the order in which they are suggested.
    package static let all = values + sections.filter { !values.contains($0) }

    /// The last word of a path.
    static func lastWord(of path: String) -> Substring {
        path.split(separator: ".").last ?? ""
    }

    /// The known path that means what `path` does, or is spelled most like it, or `nil` if none
    /// comes near.
    ///
    /// A path in the same section wins over one elsewhere that is one letter nearer. Beside
    /// single values the path of one wins over that of several.
    package static func nearest(to path: String, among paths: [String] = all) -> String? {
        let word = lastWord(of: path)
        let section = path.dropLast(word.count)
        let isSingle = ["training.", "network."].contains(section)
        if let meant = SpecSynonyms.key(meantBy: word) {
            let same = paths.filter { lastWord(of: $0) == meant }
            let sibling = same.first { $0.dropLast(lastWord(of: $0).count) == section }
            let single = same.first { isSingle && !$0.hasPrefix("sweep.") }
            if let found = sibling ?? single ?? same.first { return found }
        }
        let allowed = max(1, word.count / 3)
        let ranked = paths.map { candidate -> (path: String, cost: Int) in
            let distance = editDistance(word, lastWord(of: candidate))
            let isSibling = candidate.dropLast(lastWord(of: candidate).count) == section
            let distant = isSingle && candidate.hasPrefix("sweep.") ? 4 : 3
            return (candidate, distance > allowed ? .max : 2 * distance + (isSibling ? 0 : distant))
        }
        guard let best = ranked.min(by: { $0.cost < $1.cost }), best.cost < .max else { return nil }
        return best.path
    }

    /// How many letters must be inserted, removed or replaced to make `left` of `right`.
    ///
    /// - Complexity: O(n·m).
    package static func editDistance(
        _ left: some StringProtocol,
        _ right: some StringProtocol
    ) -> Int {
        NearestText.editDistance(left, right)
    }
}
