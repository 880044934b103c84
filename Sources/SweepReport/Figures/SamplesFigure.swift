internal import NeuralNet
internal import Quoting
internal import SweepResults

/// The picture of the data.
enum SamplesFigure {
    /// The most samples that a picture shows.
    static let sampleLimit = 2_000

    /// The most scalars of a class's name that a key shows.
    static let titleLimit = 28

    /// Draws the samples as points, one colour a class; `nil` unless there are two features.
    static func make(_ dataset: Dataset) -> Figure? {
        guard let grid = DecisionGrid(over: dataset) else { return nil }
        let table = table(dataset)
        let shown = min(dataset.count, sampleLimit)
        let count =
            shown < dataset.count
            ? "\(shown) of the \(NumberText.grouped(dataset.count))" : "the \(shown)"
        return Figure(
            name: "data",
            title: "\(NumberText.counted(dataset.count, "sample")) in "
                + "\(dataset.classCount) \(dataset.classCount == 1 ? "class" : "classes")",
            caption: "Each point is one of \(count) samples; the colour is its class.",
            width: 480,
            height: 440,
            commands: titles(of: dataset) + frame(of: grid)
                + ["plot " + plots(dataset, of: table, size: 0.4)],
            tables: [table, classTable(dataset)]
        )
    }

    /// The samples, at most ``sampleLimit`` at even distances; all figures share the file.
    static func table(_ dataset: Dataset) -> FigureTable {
        var table = FigureTable("data.tsv", columns: ["x", "y", "class"])
        let picks = SweepResults.evenly(Array(0..<dataset.count), limit: sampleLimit)
        for pick in picks {
            table.add([
                "\(dataset.features[2 * pick])", "\(dataset.features[2 * pick + 1])",
                "\(dataset.labels[pick])",
            ])
        }
        return table
    }

    /// Commands that show exactly the grid's part of the plane.
    static func frame(of grid: DecisionGrid) -> [GnuplotScript] {
        [
            "set xrange [\(grid.left - grid.step.x / 2):\(grid.right + grid.step.x / 2)]",
            "set yrange [\(grid.bottom - grid.step.y / 2):\(grid.top + grid.step.y / 2)]",
            "set key outside top center horizontal",
            "unset grid",
        ]
    }

    /// The names of the classes; all figures share the file.
    ///
    /// They come from strangers, so they are data and never part of a script.
    static func classTable(_ dataset: Dataset) -> FigureTable {
        var table = FigureTable("classes.tsv", columns: ["class", "title"])
        for (index, name) in dataset.classNames.enumerated() {
            table.add(["\(index)", GnuplotField.quoted("class \(title(of: name))")])
        }
        return table
    }

    /// The name of a class on one line, and not all of it when it is long: gnuplot leaves out a key
    /// that has no room.
    private static func title(of name: String) -> String {
        var title = String.UnicodeScalarView()
        for scalar in name.unicodeScalars.prefix(titleLimit) {
            // gnuplot's SVG leaves “>” as it is, but XML allows no “]]>” in a text; and it takes
            // “&#x” for the start of an entity. A mark without width keeps them apart.
            let isApart = scalar == ">" ? "]]" : scalar == "x" ? "&#" : nil
            if let isApart, title.suffix(2).elementsEqual(isApart.unicodeScalars) {
                title.append("\u{2060}")
            }
            title.append("\t\r\n".unicodeScalars.contains(scalar) ? " " : scalar)
        }
        return String(title) + (name.unicodeScalars.count > titleLimit ? "…" : "")
    }

    /// Commands that read ``classTable(_:)`` into an array.
    static func titles(of dataset: Dataset) -> [GnuplotScript] {
        [
            "array title_of[\(dataset.classCount)]",
            "stats 'classes.tsv' using (title_of[int($1) + 1] = stringcolumn(2), 0) nooutput",
        ]
    }

    /// The points of each class that occurs, in its colour.
    static func plots(_ dataset: Dataset, of table: FigureTable, size: Double) -> GnuplotScript {
        let present = Set(dataset.labels)
        return dataset.classNames.indices.filter { present.contains(Int32($0)) }.map {
            index -> GnuplotScript in
            let color = Palette.color(index, of: dataset.classCount)
            return "\(table.name) using 1:($3 == \(index) ? $2 : NaN) with points pointtype 7 "
                + "pointsize \(size) linecolor rgb \(color) title title_of[\(index + 1)]"
        }.joined(separator: ", \\\n    ")
    }
}
