/// Finds room for short labels beside the points of a figure.
///
/// Each label is tried at eight places around its point and takes the first one that lies in the
/// plot and touches neither another label nor a point; a label without such a place is left out.
/// So the labels that matter most come first.
struct LabelPlacement {
    /// A rectangle in points.
    private struct Box {
        let left: Double
        let top: Double
        let width: Double
        let height: Double

        func touches(_ other: Box) -> Bool {
            left < other.left + other.width && other.left < left + width
                && top < other.top + other.height && other.top < top + height
        }

        func lies(in other: Box) -> Bool {
            left >= other.left && left + width <= other.left + other.width && top >= other.top
                && top + height <= other.top + other.height
        }
    }

    /// The width of a character and the height of a label at 11 points.
    private static let character = (width: 6.8, height: 12.0)

    /// Half the side of a point's symbol.
    private static let symbolRadius = 4.0

    private let plot: Box
    private let symbols: [Box]
    private var taken: [Box] = []

    /// Starts without labels.
    ///
    /// - Parameters:
    ///   - frame: Where the plot lies.
    ///   - points: The points that no label may cover, as values of the axes.
    init(in frame: PlotFrame, points: [(x: Double, y: Double)]) {
        plot = Box(
            left: Double(frame.left),
            top: Double(frame.top),
            width: Double(frame.plotWidth + frame.right),
            height: Double(frame.plotHeight)
        )
        symbols = points.map { point in
            Box(
                left: frame.position(x: point.x) - Self.symbolRadius,
                top: frame.position(y: point.y) - Self.symbolRadius,
                width: 2 * Self.symbolRadius,
                height: 2 * Self.symbolRadius
            )
        }
    }

    /// Takes room for a label.
    ///
    /// - Parameters:
    ///   - length: The characters of the label.
    ///   - x: The horizontal position of its point.
    ///   - y: The vertical position of its point, counted from above.
    /// - Returns: The label's middle, or `nil` if there is no room.
    mutating func place(length: Int, x: Double, y: Double) -> (x: Double, y: Double)? {
        let width = Double(length) * Self.character.width
        let height = Self.character.height
        let (aside, above) = (width / 2 + 6, height / 2 + 5)
        let offsets = [
            (aside, -above), (aside, above), (-aside, -above), (-aside, above), (aside, 0),
            (-aside, 0), (0, -above - 2), (0, above + 2),
        ]
        for (dx, dy) in offsets {
            let box = Box(
                left: x + dx - width / 2,
                top: y + dy - height / 2,
                width: width,
                height: height
            )
            guard box.lies(in: plot), !taken.contains(where: box.touches),
                !symbols.contains(where: box.touches)
            else { continue }
            taken.append(box)
            return (x + dx, y + dy)
        }
        return nil
    }
}
