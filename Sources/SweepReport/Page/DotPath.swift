/// Joins gnuplot's symbols of one colour into a single path, a sixth as long.
package struct DotPath {
    private static let dot = "<use xlink:href='#gpPt6' transform='translate("
    private static let cross = "<use xlink:href='#gpPt1' transform='translate("

    private var style = ""
    private var path = ""

    /// Starts without symbols.
    package init() {}

    /// Takes `line` if it is a dot or a cross that goes on with the current path.
    ///
    /// - Returns: Whether the line was taken; if not, finish the path and pass the line on.
    package mutating func take(_ line: Substring) -> Bool {
        let trimmed = line.drop { $0 == "\t" }
        let isCross = trimmed.hasPrefix(Self.cross)
        guard isCross || trimmed.hasPrefix(Self.dot),
            let match = trimmed.firstMatch(
                of: #/translate\(([\d.-]+),([\d.-]+)\) scale\(([\d.]+)\) color='([^']*)'/#
            )
                ?? trimmed.firstMatch(
                    of: #/translate\(([\d.-]+),([\d.-]+)\) scale\(([\d.]+)\)' color='([^']*)'/#
                ),
            let scale = Double(match.3)
        else { return false }
        let width = isCross ? scale * 0.4 : scale * 2
        let next = "stroke='\(match.4)' stroke-width='\(width.rounded(toDigits: 2))'"
        if !style.isEmpty, style != next { return false }
        style = next
        if isCross {
            let side = (scale * 2).rounded(toDigits: 2)
            let x = (Double(match.1) ?? 0) - scale
            let y = (Double(match.2) ?? 0) - scale
            path += "M\(x.rounded(toDigits: 2)),\(y.rounded(toDigits: 2))l\(side),\(side)"
            path += "m-\(side),0l\(side),-\(side)"
        } else {
            path += "M\(match.1),\(match.2)h0"
        }
        return true
    }

    /// The path so far, or `nil` if there is none; the next dot begins a new one.
    package mutating func finish() -> String? {
        guard !path.isEmpty else { return nil }
        defer {
            style = ""
            path = ""
        }
        return "<path class='dots' fill='none' stroke-linecap='round' \(style) d='\(path)'/>"
    }
}
