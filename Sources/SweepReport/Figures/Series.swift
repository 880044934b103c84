internal import Quoting

/// Numbers that a reader of the page may ask for, once for all figures that show them.
struct SeriesData {
    /// The name by which figures find it, unlike all others of a report.
    let name: String

    /// The horizontal values.
    let x: [Double]

    /// The vertical values, one for each horizontal one; NaN where there is none.
    let y: [Double]

    /// What is said of each point; empty if its numbers are enough.
    var texts: [String] = []
}

/// What a reader is told of one element of a plot.
struct Series {
    /// The name of the curve or of the points.
    let name: String

    /// The numbers.
    let data: SeriesData

    /// Whether the vertical values belong to the axis at the right.
    var isOnRight = false
}

/// One element of a figure's plot command.
struct Plot {
    /// What gnuplot is told.
    let command: GnuplotScript

    /// The number of the things that are shown and hidden together, such as a curve and its band.
    var group: Int?

    /// What the reader is told, if anything.
    var series: Series?
}

/// How a figure answers a pointer.
enum Readout {
    /// With the values of all curves at the nearest horizontal value, whose name is given.
    case curves(of: String)

    /// With the nearest point, if it is not further away than this, in points of the picture.
    case points(within: Int)
}
