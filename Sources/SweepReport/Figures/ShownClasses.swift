internal import NeuralNet
internal import Quoting
internal import SweepResults

/// The classes that have a colour and a name in figures: all if they are few, else the most
/// frequent ones; the others share one colour.
///
/// A shown class has a slot, by which tables and scripts name it; the last slot is the others'.
struct ShownClasses {
    /// The most classes with a colour of their own.
    static let limit = 10

    /// The most scalars of a class's name that a figure shows.
    static let titleLimit = 28

    /// The shown classes, ascending.
    let indices: [Int]

    /// The number of classes without a colour of their own.
    let otherCount: Int

    /// What the key says of each slot.
    let titles: [String]

    private let slots: [Int: Int]

    /// Picks the classes of `dataset`; of equally frequent ones the first.
    ///
    /// - Complexity: O(samples + classes · log classes).
    init(_ dataset: Dataset) {
        let count = dataset.classCount
        var picked = Array(0..<count)
        if count > Self.limit {
            var frequencies = [Int](repeating: 0, count: count)
            for label in dataset.labels { frequencies[Int(label)] += 1 }
            picked.sort { (-frequencies[$0], $0) < (-frequencies[$1], $1) }
            picked = picked.prefix(Self.limit).sorted()
        }
        indices = picked
        otherCount = count - picked.count
        slots = Dictionary(uniqueKeysWithValues: picked.enumerated().map { ($1, $0) })
        let others = otherCount > 0 ? ["\(NumberText.grouped(otherCount)) others"] : []
        let names = ShortNames.shortened(picked.map { dataset.classNames[$0] }, to: Self.titleLimit)
        titles = names.map { "class \($0)" } + others
    }

    /// The slot of a class.
    func slot(of index: Int) -> Int { slots[index] ?? indices.count }

    /// The colour of a slot.
    func color(of slot: Int) -> String {
        slot < indices.count ? Palette.color(slot, of: indices.count) : Palette.others
    }

    /// A sentence on what shares a colour, or nothing.
    var note: String {
        guard otherCount > 0 else { return "" }
        return " The \(indices.count) most frequent classes have colours of their own, the other "
            + "\(NumberText.grouped(otherCount)) share the grey."
    }

    /// The first `limit` scalars of a name, on one line and so that gnuplot's SVG is XML.
    static func shortened(_ name: String, to limit: Int) -> String {
        var title = String.UnicodeScalarView()
        for scalar in name.unicodeScalars.prefix(limit) {
            // gnuplot's SVG leaves “>” as it is, but XML allows no “]]>” in a text; and it takes
            // “&#x” for the start of an entity. A mark without width keeps them apart.
            let isApart = scalar == ">" ? "]]" : scalar == "x" ? "&#" : nil
            if let isApart, title.suffix(2).elementsEqual(isApart.unicodeScalars) {
                title.append("\u{2060}")
            }
            title.append("\t\r\n".unicodeScalars.contains(scalar) ? " " : scalar)
        }
        return String(title) + (name.unicodeScalars.count > limit ? "…" : "")
    }
}

extension ShownClasses {
    /// What the key says, as data: names come from strangers and are never part of a script.
    ///
    /// All figures share the file.
    var table: FigureTable {
        var table = FigureTable("classes.tsv", columns: ["slot", "title"])
        for (slot, title) in titles.enumerated() {
            table.add(["\(slot)", GnuplotField.quoted(title)])
        }
        return table
    }

    /// Commands that read ``table`` into an array.
    var titleCommands: [GnuplotScript] {
        [
            "array title_of[\(titles.count)]",
            "stats 'classes.tsv' using (title_of[int($1) + 1] = stringcolumn(2), 0) nooutput",
        ]
    }

    private static let colorParts: [GnuplotScript] = ["red", "green", "blue"]

    /// Commands that define an array of each colour part, for pictures made of pixels.
    var colorCommands: [GnuplotScript] {
        let parts = titles.indices.map { Palette.parts(of: color(of: $0)) }
        return Self.colorParts.enumerated().map { index, name in
            let values = parts.map { "\($0[index])" as GnuplotScript }.joined(separator: ", ")
            return "array \(name)[\(titles.count)] = [\(values)]"
        }
    }

    /// The three colour parts of the slot in `column`, as columns of a plot.
    static func colorColumns(of column: GnuplotScript) -> GnuplotScript {
        colorParts.map { "(\($0)[int(\(column)) + 1])" as GnuplotScript }.joined(separator: ":")
    }
}
