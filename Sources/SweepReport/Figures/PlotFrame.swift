internal import Glibc
internal import Quoting
internal import SweepResults
internal import SweepStatistics

/// The values between the ends of an axis.
struct AxisRange {
    /// The value at the left or lower end.
    let low: Double

    /// The value at the right or upper end; below ``low`` if the axis runs downwards.
    let high: Double

    /// Whether equal distances are equal ratios.
    var isLogarithmic = false

    /// A linear range with all finite `values` and a little room on both sides.
    static func around(_ values: [Double]) -> AxisRange {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else {
            return AxisRange(low: 0, high: 1)
        }
        let margin = high > low ? (high - low) * 0.05 : max(abs(high) * 0.05, 1e-6)
        return AxisRange(low: low - margin, high: high + margin)
    }

    /// A logarithmic range for losses with all finite `values` above 0 and a little room.
    static func losses(_ values: [Double]) -> AxisRange {
        let shown = values.filter { $0.isFinite && $0 > 0 }
        guard let low = shown.min(), let high = shown.max() else {
            return AxisRange(low: 0.1, high: 1, isLogarithmic: true)
        }
        let room = max(pow(high / low, 0.06), 1.04)
        return AxisRange(low: low / room, high: high * room, isLogarithmic: true)
    }

    /// The share of the way from the low to the high end at which `value` lies.
    func share(of value: Double) -> Double {
        isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
    }

    /// The value at `share` of the way, the inverse of ``share(of:)``.
    func value(at share: Double) -> Double {
        isLogarithmic ? low * pow(high / low, share) : low + share * (high - low)
    }
}

extension AxisRange {
    /// The `multiples` of every power of ten in `low`...`high`, ascending.
    static func steps(
        from low: Double,
        to high: Double,
        multiples: [Int] = [1, 2, 5]
    ) -> [Double] {
        guard low > 0, low.isFinite, high.isFinite, low <= high else { return [] }
        let powers = Int(floor(log10(low)))...Int(ceil(log10(high)))
        return powers.flatMap { power in
            // Through text, since powers of ten are not exact.
            multiples.compactMap { Double("\($0)e\(power)") }
        }.filter { $0 >= low && $0 <= high }
    }

    /// The values that have a label on a logarithmic axis: some of the multiples of powers of ten,
    /// or equal steps where there are fewer than three, or where much of the axis has none.
    var labelledValues: [Double] {
        let choices = [[1], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]].map {
            Self.steps(from: low, to: high, multiples: $0)
        }
        let fitting = choices.filter { values in
            guard let first = values.first, let last = values.last else { return false }
            return (3...9).contains(values.count)
                && share(of: last) - share(of: first) > Self.labelledShare
        }
        if let most = fitting.last { return most }
        if choices[0].count > 9 { return choices[0] }
        let span = high - low
        guard let step = Self.steps(from: span / 8, to: span / 2).first else { return [] }
        let first = Int((low / step).rounded(.up))
        let last = Int((high / step).rounded(.down))
        guard first <= last else { return [] }
        // Products of such steps have digits that no reader wants.
        return (first...last).map { (Double($0) * step).rounded(significantDigits: 6) }
    }

    /// How much of an axis lies between its first and its last label.
    private static let labelledShare = 0.6

    /// Commands that label a logarithmic axis.
    ///
    /// - Parameter name: The axis in gnuplot's commands, for example `x`.
    /// - Returns: Commands; none for a linear axis.
    func labels(_ name: GnuplotScript) -> [GnuplotScript] {
        guard isLogarithmic else { return [] }
        let shown = labelledValues
        guard shown.count > 1 else { return ["set format \(name) '%g'"] }
        let labels = shown.map { "\(NumberText.plain($0)) \($0)" as GnuplotScript }
            .joined(separator: ", ")
        return ["set \(name)tics (\(labels)) nomirror"]
    }
}

/// Where a figure's plot lies, in points from its upper left corner, and what its axes mean.
///
/// The script sets margins and ranges, so the page knows them without reading gnuplot's drawing.
struct PlotFrame {
    /// The width of the figure.
    let width: Int

    /// The height of the plot.
    let plotHeight: Int

    /// The room at the left of the plot, for labels and the axis's title.
    var left = 76

    /// The room at the right of the plot.
    var right = 22

    /// The room above the plot.
    var top = 16

    /// The room below the plot for the labels and the title of the horizontal axis.
    var labelHeight = 56

    /// The horizontal axis.
    let x: AxisRange

    /// The vertical axis at the left.
    let y: AxisRange

    /// The vertical axis at the right, if there is one.
    var rightY: AxisRange?

    /// What the key below the plot says; nothing for a figure without a key.
    var keyTitles: [String] = []

    /// The height of one row of the key.
    private static let keyRowHeight = 21

    /// The width of the plot.
    var plotWidth: Int { width - left - right }

    /// The height of the figure.
    var height: Int { plotBottom + labelHeight + keyRows * Self.keyRowHeight + 8 }

    /// The lower end of the plot.
    var plotBottom: Int { top + plotHeight }

    /// The horizontal position of `value` in points.
    func position(x value: Double) -> Double {
        Double(left) + x.share(of: value) * Double(plotWidth)
    }

    /// The vertical position of `value` in points, counted from above.
    func position(y value: Double) -> Double {
        Double(plotBottom) - y.share(of: value) * Double(plotHeight)
    }

    /// The values at a position in points, the inverse of the two positions.
    func value(x horizontal: Double, y vertical: Double) -> (x: Double, y: Double) {
        (
            x.value(at: (horizontal - Double(left)) / Double(plotWidth)),
            y.value(at: (Double(plotBottom) - vertical) / Double(plotHeight))
        )
    }

    /// How many titles of the key stand beside one another.
    private var keyColumns: Int {
        let longest = keyTitles.map(\.unicodeScalars.count).max() ?? 0
        // gnuplot counts 0.6 of the font's size for a character, and about 70 points for a sample
        // and what is around it; a row for which it has no room it leaves out.
        let fitting = Double(plotWidth) / (Double(longest) * 9 + 70)
        return max(1, min(keyTitles.count, Int(fitting)))
    }

    private var keyRows: Int { (keyTitles.count + keyColumns - 1) / keyColumns }

    /// Commands for margins, ranges and key; a terminal of characters places plot and key itself.
    var commands: [GnuplotScript] {
        let margins: [(GnuplotScript, Double)] = [
            ("l", Double(left) / Double(width)), ("r", 1 - Double(right) / Double(width)),
            ("t", 1 - Double(top) / Double(height)),
            ("b", 1 - Double(plotBottom) / Double(height)),
        ]
        return margins.map { "if (format ne 'text') set \($0)margin at screen \($1)" }
            + ranges + key
    }

    private var ranges: [GnuplotScript] {
        let axes: [(GnuplotScript, AxisRange?)] = [("x", x), ("y", y), ("y2", rightY)]
        return axes.flatMap { name, range -> [GnuplotScript] in
            guard let range else { return [] }
            let ends: GnuplotScript = "set \(name)range [\(range.low):\(range.high)]"
            return range.isLogarithmic ? ["set logscale \(name)", ends] : [ends]
        }
    }

    private var key: [GnuplotScript] {
        guard !keyTitles.isEmpty else { return ["unset key"] }
        let x = (Double(left) + Double(plotWidth) / 2) / Double(width)
        let y = 1 - Double(plotBottom + labelHeight) / Double(height)
        return [
            "if (format ne 'text') set key at screen \(x),\(y) center top horizontal "
                + "maxcols \(keyColumns) Left reverse",
            "if (format eq 'text') set key outside right top vertical Left reverse",
        ]
    }
}
