/// Turns gnuplot's SVG into a part of the page.
///
/// gnuplot's script, mouse box and unused definitions go; colours become variables of the style
/// sheet, so that the figure follows the reader's scheme; the axes' ranges go into attributes, by
/// which the page's own script tells values; points of one colour become a single path.
struct InlineFigure {
    private let figure: Figure
    private var settings: [String: Double] = [:]
    private var body: [Substring] = []

    /// Reads what gnuplot drew.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - svg: gnuplot's file.
    init(_ figure: Figure, svg: String) {
        self.figure = figure
        var isDrawing = false
        var isDefinition = false
        var isScript = false
        for line in svg.split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix("<script") { isScript = true }
            if line.hasPrefix("<defs>") { isDefinition = true }
            if isScript { readSetting(line) }
            if isDrawing, !isScript, !isDefinition, line != "</svg>" { body.append(line) }
            if line.hasPrefix("<g id=\"gnuplot_canvas\"") { isDrawing = true }
            if line.hasSuffix("</script>") { isScript = false }
            if line.hasPrefix("</defs>") { isDefinition = false }
            if line.contains("id=\"coord_text\"") {
                body.removeLast(2)
                break
            }
        }
    }

    /// The figure with its caption.
    var html: String {
        let identifier = GnuplotText.name(figure.name)
        let axes = [
            "plot_axis_xmin", "plot_axis_xmax", "plot_axis_ymin", "plot_axis_ymax",
            "plot_axis_y2min", "plot_axis_y2max", "plot_logaxis_x", "plot_logaxis_y",
        ].map { settings[$0].map { "\($0)" } ?? "none" }
        return """
            <figure id="figure-\(figure.name)">
            <h3>\(HTML.escaped(figure.title))</h3>
            <svg class="plot" role="img" aria-labelledby="\(identifier)-caption" \
            viewBox="0 0 \(figure.width) \(figure.height)" \
            style="max-width:\(figure.width * 5 / 4)px" xmlns="http://www.w3.org/2000/svg" \
            xmlns:xlink="http://www.w3.org/1999/xlink" \
            data-box="\(box.map { "\($0)" }.joined(separator: " "))" \
            data-axes="\(axes.joined(separator: " "))">
            \(drawing)
            </svg>
            <figcaption id="\(identifier)-caption">\(HTML.prose(figure.caption))</figcaption>
            </figure>

            """
    }

    /// The left, right, upper and lower end of the plot.
    private var box: [Double] {
        ["plot_xmin", "plot_xmax", "plot_ytop", "plot_ybot"].compactMap { settings[$0] }
    }

    private mutating func readSetting(_ line: Substring) {
        guard line.hasPrefix("gnuplot_svg.") else { return }
        let parts = line.dropFirst("gnuplot_svg.".count).split(separator: " = ")
        guard parts.count == 2, let value = Double(parts[1].dropLast()) else { return }
        settings[String(parts[0])] = value
    }

    private var drawing: String {
        var lines: [Substring] = []
        var dots = DotPath(box: box)
        for line in body {
            let trimmed = line.drop { $0 == "\t" }
            if dots.take(trimmed) { continue }
            if let path = dots.finish() {
                lines.append(Substring(path))
                // The line may begin the next path.
                if dots.take(trimmed) { continue }
            }
            if trimmed.hasPrefix("</g>"), let last = lines.last, Self.isEmptyGroup(last) {
                lines.removeLast()
                lines.append(trimmed.dropFirst(4))
            } else {
                lines.append(trimmed)
            }
        }
        return Self.rewriter.rewritten(lines.filter { !$0.isEmpty }.joined(separator: "\n"))
    }

    /// Whether `line` opens a group and nothing else; gnuplot opens many for nothing.
    private static func isEmptyGroup(_ line: Substring) -> Bool {
        line.utf8.starts(with: "<g fill=\"none\"".utf8) && line.utf8.last == UInt8(ascii: ">")
            && line.utf8.count { $0 == UInt8(ascii: "<") } == 1
    }

    /// Leaves out what says nothing, turns gnuplot's handlers into marks for our own script, and
    /// replaces each colour of the palette by its variable, and gnuplot's black by the ink's.
    private static var rewriter: TextRewriter {
        var rules = [
            TextRewriter.Rule(" stroke-linecap=\"butt\" stroke-linejoin=\"miter\"", by: ""),
            TextRewriter.Rule(" font-family=\"sans-serif\"", by: ""),
            TextRewriter.Rule("</tspan>", by: ""),
            TextRewriter.Rule(from: "<tspan", through: ">") { _ in "" },
            TextRewriter.Rule(from: "<title>", through: "</title>") { _ in "" },
            TextRewriter.Rule(from: " visibility=\"visible\" onclick=\"", through: "\"") { _ in
                " class=\"key\""
            },
            TextRewriter.Rule(from: " id=\"", through: "\"") { name in
                name.hasSuffix("_keyentry") ? "" : " id=\"\(name)\""
            },
            TextRewriter.Rule(from: "rgb(", through: ")", by: variable),
        ]
        for (name, color) in [("ink", "black"), ("grid", "gray"), ("paper", "#FFFFFE")] {
            rules.append(TextRewriter.Rule("\"\(color)\"", by: "\"var(--\(name))\""))
            rules.append(TextRewriter.Rule("'\(color)'", by: "\"var(--\(name))\""))
        }
        return TextRewriter(rules)
    }

    /// The style sheet's name for a colour such as `  0, 114, 178`, or the colour itself.
    private static func variable(of color: String) -> String {
        let parts = color.split(separator: ",").compactMap { Int($0.drop { $0 == " " }) }
        return PageStyle.variable(for: parts).map { "var(--\($0))" } ?? "rgb(\(color))"
    }
}
