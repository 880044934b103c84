internal import Quoting

/// A figure of the page: gnuplot's drawing with heading and caption.
///
/// The axes' ranges stand in attributes, by which the page's own script tells values.
struct InlineFigure {
    private let figure: Figure
    private let settings: [String: Double]
    private let drawing: HTML

    /// Reads what gnuplot drew.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - svg: gnuplot's file.
    init(_ figure: Figure, svg: String) {
        self.figure = figure
        let tokens = Array(SVGScanner(svg))
        settings = Self.settings(tokens)
        var drawing = InlineDrawing(
            identifier: Self.identifier(of: figure),
            box: Self.box(settings)
        )
        for token in tokens { drawing.add(token) }
        self.drawing = drawing.html
    }

    /// The figure with its caption.
    var html: HTML {
        let identifier = Self.identifier(of: figure)
        let box = Self.box(settings).map { "\($0)" }.joined(separator: " ")
        let axes = [
            "plot_axis_xmin", "plot_axis_xmax", "plot_axis_ymin", "plot_axis_ymax",
            "plot_axis_y2min", "plot_axis_y2max", "plot_logaxis_x", "plot_logaxis_y",
        ].map { settings[$0].map { "\($0)" } ?? "none" }.joined(separator: " ")
        return """
            <figure id="figure-\(figure.name)">
            <h3>\(figure.title)</h3>
            <svg class="plot \(PageStyle.figureClass(figure.width))" role="img" \
            aria-labelledby="\(identifier)-caption" \
            viewBox="0 0 \(figure.width) \(figure.height)" xmlns="http://www.w3.org/2000/svg" \
            xmlns:xlink="http://www.w3.org/1999/xlink" data-box="\(box)" data-axes="\(axes)">
            \(drawing)
            </svg>
            <figcaption id="\(identifier)-caption">\(HTML.prose(figure.caption))</figcaption>
            </figure>

            """
    }

    /// The figure's name as gnuplot writes it into identifiers.
    private static func identifier(of figure: Figure) -> String {
        figure.name.replacing("-", with: "_")
    }

    /// The left, right, upper and lower end of the plot.
    private static func box(_ settings: [String: Double]) -> [Double] {
        ["plot_xmin", "plot_xmax", "plot_ytop", "plot_ybot"].compactMap { settings[$0] }
    }

    /// What gnuplot tells its own script about the axes.
    private static func settings(_ tokens: [SVGScanner.Token]) -> [String: Double] {
        var settings: [String: Double] = [:]
        for case .script(let text) in tokens {
            for line in text.split(separator: "\n") where line.hasPrefix("gnuplot_svg.plot_") {
                let parts = line.dropFirst("gnuplot_svg.".count).split(separator: " = ")
                guard parts.count == 2, let value = Double(parts[1].dropLast()) else { continue }
                settings[String(parts[0])] = value
            }
        }
        return settings
    }
}
