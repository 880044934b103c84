internal import Quoting

/// Puts gnuplot's drawing together anew, from the elements and attributes that a figure needs.
///
/// So gnuplot's scripts, handlers and styles stay behind, and no title can bring its own. Colours
/// become variables of the style sheet, so that the figure follows the reader's scheme; points of
/// one colour become a single path.
struct InlineDrawing {
    /// What a figure is made of; a `tspan` counts as its text.
    private static let elements: Set<String> = [
        "g", "path", "text", "image", "polygon", "polyline", "line", "rect", "circle",
    ]

    /// What is left out with everything in it.
    private static let skippedElements: Set<String> = ["defs", "title", "desc", "filter"]

    private static let attributes: Set<String> = [
        "d", "points", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height",
        "transform", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
        "stroke-dasharray", "color", "opacity", "font-size", "font-weight", "font-style",
        "text-anchor", "preserveAspectRatio", "shape-rendering",
    ]

    private static let colorAttributes: Set<String> = ["fill", "stroke", "color"]

    private let identifier: String
    private var markup = HTML()
    private var dots: DotPath
    private var state = State.before
    private var skipped: String?
    private var isInText = false

    /// Groups that were opened and hold nothing yet; gnuplot opens many for nothing.
    private var pending: [HTML] = []

    /// Elements of the page that are open.
    private var depth = 0

    private enum State {
        /// gnuplot's own scripts and frame.
        case before

        /// The picture.
        case drawing

        /// What follows the mouse.
        case after
    }

    /// Starts with nothing.
    ///
    /// - Parameters:
    ///   - identifier: The figure's name in gnuplot's identifiers.
    ///   - box: The left, right, upper and lower end of the plot.
    init(identifier: String, box: [Double]) {
        self.identifier = identifier
        dots = DotPath(box: box)
    }

    /// The drawing so far, what is open in it closed.
    var html: HTML { markup + Array(repeating: "</g>\n", count: depth).joined() }

    /// Takes the next piece of gnuplot's file.
    mutating func add(_ token: SVGScanner.Token) {
        switch (state, token) {
        case (.before, .start(let tag, _)):
            if tag["id"] == "gnuplot_canvas" { state = .drawing }
        case (.drawing, .script): state = .after
        case (.drawing, .start(let tag, let isEmpty)):
            guard skipped == nil else { return }
            if Self.skippedElements.contains(tag.name) {
                if !isEmpty { skipped = tag.name }
            } else {
                start(tag, isEmpty: isEmpty)
            }
        case (.drawing, .end(let name)):
            if let skipped {
                if skipped == name { self.skipped = nil }
            } else {
                end(name)
            }
        case (.drawing, .text(let text)):
            if skipped == nil, isInText { markup += HTML(text: text) }
        default: break
        }
    }

    private mutating func start(_ tag: SVGTag, isEmpty: Bool) {
        if tag.name == "use" {
            guard !dots.take(tag, color: Self.color) else { return }
            finishDots()
            _ = dots.take(tag, color: Self.color)
            return
        }
        guard Self.elements.contains(tag.name) else { return }
        finishDots()
        let start = HTML(trusted: tag.name)
        let attributes = tag.attributes.compactMap(attribute)
        if tag.name == "g", !isEmpty {
            pending.append("<g\(attributes)>\n")
            return
        }
        openGroups()
        if tag.name == "text" { isInText = !isEmpty }
        if !isEmpty { depth += 1 }
        markup += isEmpty ? "<\(start)\(attributes)/>\n" : "<\(start)\(attributes)>"
    }

    private mutating func end(_ name: String) {
        guard Self.elements.contains(name) else { return }
        finishDots()
        if name == "g", !pending.isEmpty {
            pending.removeLast()
            return
        }
        // What was never opened must not close an element of the page.
        guard depth > 0 else { return }
        depth -= 1
        if name == "text" { isInText = false }
        markup += "</\(HTML(trusted: name))>\n"
    }

    private mutating func openGroups() {
        markup += pending.joined()
        depth += pending.count
        pending.removeAll()
    }

    private mutating func finishDots() {
        guard let path = dots.finish() else { return }
        openGroups()
        markup += path
    }

    /// An attribute as the page has it, or `nil` if it needs none such.
    private func attribute(_ name: String, _ value: String) -> HTML? {
        switch name {
        case "id" where value.hasSuffix("_keyentry"): " class=\"key\""
        case "id" where value.hasPrefix("\(identifier)_plot_"): " id=\"\(value)\""
        case "xlink:href" where value.hasPrefix("data:image/png;base64,"):
            " xlink:href=\"\(value)\""
        case _ where Self.colorAttributes.contains(name):
            " \(HTML(trusted: name))=\"\(Self.color(value))\""
        case _ where Self.attributes.contains(name): " \(HTML(trusted: name))=\"\(value)\""
        default: nil
        }
    }

    /// The style sheet's name for a colour of the palette, or for gnuplot's own; else the colour.
    private static func color(_ color: String) -> String {
        switch color {
        case "black": return "var(--ink)"
        case "gray": return "var(--grid)"
        case "#FFFFFE": return "var(--paper)"
        case _ where color.hasPrefix("rgb("):
            let parts = color.dropFirst(4).dropLast().split(separator: ",").compactMap {
                Int($0.drop { $0 == " " })
            }
            return PageStyle.variable(for: parts).map { "var(--\($0))" } ?? color
        default: return color
        }
    }
}
