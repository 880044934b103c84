internal import Quoting

/// Figures side by side on the page.
struct Gallery {
    private let drawings: [String: String]

    /// The numbers that each figure brings, by its name: those that stand in none before it.
    private let data: [String: [SeriesData]]

    /// Shares the numbers out among the figures.
    ///
    /// - Parameters:
    ///   - figures: All figures of the page.
    ///   - drawings: gnuplot's SVG of each figure, by name; empty without gnuplot.
    init(_ figures: [Figure], drawings: [String: String]) {
        self.drawings = drawings
        var known: Set<String> = []
        var data: [String: [SeriesData]] = [:]
        for figure in figures where drawings[figure.name] != nil {
            data[figure.name] = figure.plots.compactMap { $0.series?.data }
                .filter { known.insert($0.name).inserted }
        }
        self.data = data
    }

    /// Whether there is something to show.
    var isDrawn: Bool { !drawings.isEmpty }

    /// What to say in place of figures that are not drawn.
    static let note =
        "The figures are not drawn, since gnuplot is missing. Their scripts and data lie in "
        + "figures/; with the package \(Gnuplot.package), the command `momentum report` draws them."

    /// The figures that are drawn, or nothing.
    ///
    /// - Parameters:
    ///   - figures: The figures in order.
    ///   - isSmall: Whether three stand beside one another where there is room.
    /// - Returns: HTML.
    func html(_ figures: [Figure], isSmall: Bool = false) -> HTML {
        let pictures = figures.compactMap { figure in
            drawings[figure.name].map {
                InlineFigure(figure, svg: $0, data: data[figure.name] ?? []).html
            }
        }
        guard !pictures.isEmpty else { return "" }
        return "<div class=\"figures\(isSmall ? " small" : "")\">\n\(pictures)</div>\n"
    }
}
