/// A matrix of Floats in panels: the first few vectors of each row, row after row, then the next
/// few.
///
/// A product reads one panel from its start to its end, so the processor can fetch ahead. Panels
/// have one width; the last one is filled up with zeros.
@usableFromInline
package struct PanelMatrix {
    /// The first number of the first panel.
    @usableFromInline
    package let base: UnsafeMutablePointer<Float>

    /// The numbers of a row that stand in one panel, a multiple of the vector's lanes.
    @usableFromInline
    package let panelWidth: Int

    /// The rows that each panel has room for.
    @usableFromInline
    package let rowCapacity: Int

    /// Names the parts.
    ///
    /// - Parameters:
    ///   - base: Memory for all panels.
    ///   - panelWidth: The numbers of a row in one panel.
    ///   - rowCapacity: The rows.
    @usableFromInline
    package init(base: UnsafeMutablePointer<Float>, panelWidth: Int, rowCapacity: Int) {
        self.base = base
        self.panelWidth = panelWidth
        self.rowCapacity = rowCapacity
    }

    /// The index, from ``base`` on, of the number in `row` and `column`.
    @inlinable
    @inline(__always)
    package func index(_ row: Int, _ column: Int) -> Int {
        let panel = column / panelWidth
        return (panel * rowCapacity + row) * panelWidth + column - panel * panelWidth
    }

    /// The memory of a matrix, in Floats.
    ///
    /// - Parameters:
    ///   - rows: The rows that there is room for.
    ///   - columns: The numbers of a row.
    ///   - panelWidth: The numbers of a row in one panel.
    /// - Returns: The Floats of all panels.
    package static func size(rows: Int, columns: Int, panelWidth: Int) -> Int {
        (columns + panelWidth - 1) / panelWidth * rows * panelWidth
    }
}
