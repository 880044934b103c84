internal import Quoting

/// What the page takes over of gnuplot's SVG: known elements with known attributes.
///
/// So gnuplot's scripts, handlers and styles stay behind, and no title can bring its own. Colours
/// become variables of the style sheet, so that the figure follows the reader's scheme, and
/// identifiers belong to the figure. Coordinates pass through unread. An SVG that is built
/// otherwise than gnuplot's gives a picture, too; it only answers no pointer.
struct InlineDrawing {
    private static let elements: Set<String> = [
        "g", "path", "text", "image", "polygon", "polyline", "line", "rect", "circle", "use",
        "defs",
    ]

    /// What is left out with everything in it.
    private static let skippedElements: Set<String> = [
        "script", "style", "title", "desc", "filter",
    ]

    private static let attributes: Set<String> = [
        "d", "points", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height",
        "transform", "fill-opacity", "stroke-width", "stroke-opacity", "stroke-dasharray",
        "stroke-linecap", "stroke-linejoin", "opacity", "font-size", "font-weight", "font-style",
        "text-anchor", "preserveAspectRatio", "shape-rendering",
    ]

    private static let colorAttributes: Set<String> = ["fill", "stroke", "color"]

    /// The group that holds the picture, beside which gnuplot draws what follows its own mouse.
    private static let canvas = "gnuplot_canvas"

    private let identifier: String
    private let hasCanvas: Bool
    private var markup = HTML()

    /// The elements that are open, but for the skipped ones.
    private var open: [Element] = []

    /// The skipped elements that are open.
    private var skipped: [String] = []

    private struct Element {
        let name: String

        /// The start tag if it is not written yet: gnuplot opens many groups for nothing.
        var pendingStart: HTML?

        /// Whether it is a part of the page.
        var isTaken: Bool
    }

    /// The drawing of `svg`, or of as much of it as is whole.
    ///
    /// - Parameters:
    ///   - svg: gnuplot's file.
    ///   - identifier: The figure's name in identifiers.
    /// - Returns: The content of an `svg` element.
    static func html(_ svg: String, identifier: String) -> HTML {
        var drawing = InlineDrawing(
            identifier: identifier,
            hasCanvas: svg.utf8.contains(Array("\"\(canvas)\"".utf8))
        )
        for token in SVGScanner(svg) { drawing.add(token) }
        while let name = drawing.open.last?.name { drawing.end(name) }
        return drawing.markup
    }

    private init(identifier: String, hasCanvas: Bool) {
        self.identifier = identifier
        self.hasCanvas = hasCanvas
    }

    private var isInCanvas: Bool { !hasCanvas || open.contains { $0.name == Self.canvas } }

    private mutating func add(_ token: SVGScanner.Token) {
        switch token {
        case .start(let tag, let isEmpty):
            let isSkipped =
                !skipped.isEmpty || Self.skippedElements.contains(tag.name)
                || tag["visibility"] == "hidden"
            if isSkipped {
                if !isEmpty { skipped.append(tag.name) }
            } else {
                start(tag, isEmpty: isEmpty)
            }
        case .end(let name):
            if skipped.last == name {
                skipped.removeLast()
            } else if skipped.isEmpty {
                end(name)
            }
        case .text(let text):
            if skipped.isEmpty, open.last(where: \.isTaken)?.name == "text" {
                markup += HTML(text: text)
            }
        }
    }

    private mutating func start(_ tag: SVGTag, isEmpty: Bool) {
        let isCanvas = tag["id"] == Self.canvas
        let isTaken = isInCanvas && !isCanvas && Self.elements.contains(tag.name)
        guard isTaken else {
            let name = isCanvas ? Self.canvas : tag.name
            if !isEmpty { open.append(Element(name: name, isTaken: false)) }
            return
        }
        let attributes = tag.attributes.compactMap(attribute)
        let start: HTML = "<\(HTML(trusted: tag.name))\(attributes)\(isEmpty ? "/" : "")>"
        if !isEmpty, tag.name == "g" {
            open.append(Element(name: tag.name, pendingStart: start, isTaken: true))
            return
        }
        writePendingStarts()
        markup += start
        if isEmpty { markup += "\n" } else { open.append(Element(name: tag.name, isTaken: true)) }
    }

    private mutating func writePendingStarts() {
        for index in open.indices {
            guard let start = open[index].pendingStart else { continue }
            markup += start
            open[index].pendingStart = nil
        }
    }

    private mutating func end(_ name: String) {
        // What was never opened must not close an element of the page.
        guard let last = open.last, last.name == name || (last.name == Self.canvas && name == "g")
        else { return }
        open.removeLast()
        if last.isTaken, last.pendingStart == nil { markup += "</\(HTML(trusted: name))>\n" }
    }

    /// An attribute as the page has it, or `nil` if it needs none such.
    private func attribute(_ name: String, _ value: String) -> HTML? {
        switch name {
        case "id" where value.hasSuffix("_keyentry"): " class=\"key\""
        case "id" where value.hasPrefix("\(identifier)_plot_"): " id=\"\(value)\""
        case "id": " id=\"\(identifier)_\(value)\""
        case "xlink:href" where value.hasPrefix("#"):
            " xlink:href=\"#\(identifier)_\(String(value.dropFirst()))\""
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
        switch color.lowercased() {
        case "black", "#000000": return "var(--ink)"
        case "gray", "grey": return "var(--grid)"
        case "white", Palette.paper: return "var(--paper)"
        case _ where color.hasPrefix("rgb("):
            let parts = color.dropFirst(4).dropLast().split(separator: ",").compactMap {
                Int($0.drop { $0 == " " })
            }
            if parts == [0, 0, 0] { return "var(--ink)" }
            return PageStyle.variable(for: parts).map { "var(--\($0))" } ?? color
        default: return color
        }
    }
}
