package import Quoting
internal import SweepStatistics

/// A figure of the page: gnuplot's drawing with heading and caption, and beside it the layout and
/// the numbers from which the page's script answers a pointer.
struct InlineFigure {
    private let figure: Figure
    private let svg: String
    private let data: [SeriesData]

    /// Puts a figure together.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - svg: gnuplot's file.
    ///   - data: The numbers that no figure before this one has brought.
    init(_ figure: Figure, svg: String, data: [SeriesData]) {
        self.figure = figure
        self.svg = svg
        self.data = data
    }

    /// The figure with its caption.
    var html: HTML {
        """
        <figure id="figure-\(figure.name)">
        <h3>\(figure.title)</h3>
        <svg class="plot \(PageStyle.figureClass(figure.width))" role="img" \
        aria-labelledby="\(figure.identifier)-caption" \
        viewBox="0 0 \(figure.width) \(figure.height)" xmlns="http://www.w3.org/2000/svg" \
        xmlns:xlink="http://www.w3.org/1999/xlink">
        \(InlineDrawing.html(svg, identifier: figure.identifier))
        </svg>
        <figcaption id="\(figure.identifier)-caption">\(HTML.prose(figure.caption))</figcaption>
        \(data.map(Self.numbers))\(layout)
        </figure>

        """
    }

    private static func numbers(_ data: SeriesData) -> HTML {
        func values(_ values: [Double]) -> JSONValue {
            // Five digits are more than a figure shows, and whole numbers stay whole.
            .array(
                values.map { value in
                    let isWhole = value == value.rounded() && abs(value) < 1e15
                    return isWhole
                        ? .integer(Int(value))
                        : .real(value.rounded(significantDigits: 5))
                }
            )
        }
        var members = [("x", values(data.x)), ("y", values(data.y))]
        if !data.texts.isEmpty {
            members.append(("texts", .array(data.texts.map(JSONValue.string))))
        }
        return """
            <script type="application/json" data-series="\(data.name)">\
            \(HTML(embedding: .object(members)))</script>

            """
    }

    /// What the page knows of the drawing because the script told gnuplot so.
    private var layout: HTML {
        let frame = figure.frame
        func axis(_ range: AxisRange) -> JSONValue {
            .array([.real(range.low), .real(range.high), .boolean(range.isLogarithmic)])
        }
        let ends = [frame.left, frame.width - frame.right, frame.top, frame.plotBottom]
        var members: [(String, JSONValue)] = [
            ("area", .array(ends.map(JSONValue.integer))), ("x", axis(frame.x)),
            ("y", axis(frame.y)),
        ]
        if let right = frame.rightY { members.append(("right", axis(right))) }
        switch figure.readout {
        case .curves(let name): members.append(("curves", .string(name)))
        case .points(let reach): members.append(("reach", .integer(reach)))
        }
        members.append(("series", .array(series)))
        return """
            <script type="application/json" class="layout">\(HTML(embedding: .object(members)))\
            </script>
            """
    }

    private var series: [JSONValue] {
        figure.plots.enumerated().compactMap { index, plot in
            guard let series = plot.series else { return nil }
            // gnuplot counts plots from 1.
            let members = figure.plots.enumerated().filter { other, member in
                other == index || plot.group != nil && member.group == plot.group
            }.map { JSONValue.string("\(figure.identifier)_plot_\($0.offset + 1)") }
            return .object([
                ("name", .string(series.name)), ("data", .string(series.data.name)),
                ("isOnRight", .boolean(series.isOnRight)), ("plots", .array(members)),
            ])
        }
    }
}

extension HTML {
    /// A JSON document as the content of a `script` element that is no program.
    ///
    /// Nothing in it can end the element or open a comment: `<`, `>` and `&`, which stand in JSON
    /// only within texts, are spelled by their numbers.
    package init(embedding json: JSONValue) {
        var bytes: [UInt8] = []
        json.append(to: &bytes)
        var safe: [UInt8] = []
        safe.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): safe.append(contentsOf: "\\u003C".utf8)
            case UInt8(ascii: ">"): safe.append(contentsOf: "\\u003E".utf8)
            case UInt8(ascii: "&"): safe.append(contentsOf: "\\u0026".utf8)
            default: safe.append(byte)
            }
        }
        self.init(trusted: String(decoding: safe, as: UTF8.self))
    }
}
