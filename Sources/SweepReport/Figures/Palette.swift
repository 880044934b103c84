/// Colours that people with any colour vision tell apart, on light and dark paper.
///
/// The scripts use the light scheme; the page replaces each colour by a variable of its style
/// sheet.
///
/// - Source: Okabe and Ito, "Color Universal Design", 2008, darkened to a contrast of 3 : 1 on
///   white; the ordered scale follows viridis (van der Walt and Smith, 2015).
enum Palette {
    /// The background.
    static let paper = "#fffffe"

    /// Text and axes.
    static let ink = "#1b1f24"

    /// Text on the brighter half of the ordered colours, in both schemes.
    static let onBright = "#101418"

    /// Lines that help the eye.
    static let grid = "#d9dde3"

    /// Colours of things without an order, and of few ordered ones.
    static let categories = [
        "#0072b2", "#c65102", "#00825f", "#a8488a", "#8c6d00", "#2b8cc4", "#5b5f66",
    ]

    /// The colour of what has none of its own.
    static let others = categories[6]

    /// Colours of many things in order.
    static let ordered = [
        "#440154", "#482475", "#414487", "#355f8d", "#2a788e", "#21918c", "#20a37f", "#3fa557",
        "#6f9e26", "#8f8b00",
    ]

    /// The colour of the class or curve `index` among `count`.
    static func color(_ index: Int, of count: Int) -> String {
        if count <= categories.count { return categories[index % categories.count] }
        guard count <= ordered.count else { return ordered[index % ordered.count] }
        return ordered[count == 1 ? 0 : index * (ordered.count - 1) / (count - 1)]
    }

    /// The parts of `color`, each in 0...255.
    static func parts(of color: String) -> [Int] {
        let digits = color.dropFirst()
        return [0, 2, 4].map { offset in
            let start = digits.index(digits.startIndex, offsetBy: offset)
            let end = digits.index(start, offsetBy: 2)
            return Int(digits[start..<end], radix: 16) ?? 0
        }
    }
}
