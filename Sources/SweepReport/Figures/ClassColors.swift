internal import Quoting

/// The classes' colours inside a script, for pictures made of pixels.
enum ClassColors {
    private static let names: [GnuplotScript] = ["red", "green", "blue"]

    /// Commands that define an array of each colour part.
    static func arrays(classCount: Int) -> [GnuplotScript] {
        let parts = (0..<classCount).map { Palette.parts(of: Palette.color($0, of: classCount)) }
        return names.enumerated().map { place, name in
            let values = parts.map { "\($0[place])" as GnuplotScript }.joined(separator: ", ")
            return "array \(name)[\(classCount)] = [\(values)]"
        }
    }

    /// The three parts of the colour of the class in `column`, as columns of a plot.
    static func parts(of column: GnuplotScript) -> GnuplotScript {
        names.map { "(\($0)[int(\(column)) + 1])" as GnuplotScript }.joined(separator: ":")
    }
}
