package import Quoting
internal import SweepResults

/// Joins gnuplot's symbols of one colour into a single path, a sixth as long.
package struct DotPath {
    private static let dot = "#gpPt6"
    private static let cross = "#gpPt1"

    private var style = HTML()
    private var path = ""
    private var samples = HTML()
    private let box: [Double]

    /// Starts without symbols.
    ///
    /// - Parameter box: The left, right, upper and lower end of the plot. What lies outside is the
    ///   key's sample, which becomes a larger path of its own; without four ends, nothing does.
    package init(box: [Double] = []) { self.box = box.count == 4 ? box : [] }

    /// Takes `tag` if it is a dot or a cross that goes on with the current path.
    ///
    /// - Parameters:
    ///   - tag: The start of a `use` element.
    ///   - color: What the page calls a colour of gnuplot.
    /// - Returns: Whether the tag was taken; if not, finish the path and pass the tag on.
    package mutating func take(_ tag: SVGTag, color: (String) -> String) -> Bool {
        let kind = tag["xlink:href"]
        guard kind == Self.dot || kind == Self.cross, let symbol = Symbol(tag) else { return false }
        let isCross = kind == Self.cross
        let width = isCross ? symbol.scale * 0.4 : symbol.scale * 2
        let paint = color(symbol.color)
        let next: HTML = "stroke=\"\(paint)\" stroke-width=\"\(width.rounded(toDigits: 2))\""
        if !style.isEmpty, style != next { return false }
        style = next
        if !isCross, isOutside(symbol) {
            samples += """
                <path class="sample" fill="none" stroke-linecap="round" stroke="\(paint)" \
                stroke-width="\(max(width, 9))" d="M\(symbol.x),\(symbol.y)h0"/>
                """
            return true
        }
        if isCross {
            let side = (symbol.scale * 2).rounded(toDigits: 2)
            let x = (symbol.x - symbol.scale).rounded(toDigits: 2)
            let y = (symbol.y - symbol.scale).rounded(toDigits: 2)
            path += "M\(x),\(y)l\(side),\(side)m-\(side),0l\(side),-\(side)"
        } else {
            path += "M\(symbol.x),\(symbol.y)h0"
        }
        return true
    }

    /// The path so far, or `nil` if there is none; the next symbol begins a new one.
    package mutating func finish() -> HTML? {
        guard !path.isEmpty || !samples.isEmpty else { return nil }
        defer {
            style = ""
            path = ""
            samples = ""
        }
        guard !path.isEmpty else { return samples }
        return """
            <path class="dots" fill="none" stroke-linecap="round" \(style) d="\(path)"/>\(samples)

            """
    }

    private func isOutside(_ symbol: Symbol) -> Bool {
        guard box.count == 4 else { return false }
        // gnuplot tells the ends with one decimal.
        return symbol.x < box[0] - 1 || symbol.x > box[1] + 1 || symbol.y < box[2] - 1
            || symbol.y > box[3] + 1
    }

    /// What a tag such as `<use … transform='translate(1.00,2.00) scale(1.50)' color='black'/>`
    /// says.
    private struct Symbol {
        let x: Double
        let y: Double
        let scale: Double
        let color: String

        /// Reads the tag, or returns `nil` if it looks otherwise.
        init?(_ tag: SVGTag) {
            let separators: Set<UInt8> = [0x28, 0x29, 0x2C]
            let parts = (tag["transform"] ?? "").utf8.split { separators.contains($0) }.map(
                Substring.init
            )
            guard parts.count == 5, let x = Double(parts[1]), let y = Double(parts[2]),
                let scale = Double(parts[4]), let color = tag["color"]
            else { return nil }
            self.x = x
            self.y = y
            self.scale = scale
            self.color = color
        }
    }
}
