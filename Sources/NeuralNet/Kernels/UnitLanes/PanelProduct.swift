/// A product of a matrix of blocks with one panel: c[r][v] = start + Σₖ a[r][k]·b[k][v].
///
/// The sums run over k in order, in each lane by itself. So lanes may be any units: the bits are
/// those of the mapping whose lanes are runs.
@usableFromInline
struct PanelProduct<Block: LaneBlock, Epilogue: ProductEpilogue, Target: InstructionSet>
where Block.Vector == Epilogue.Vector {
    /// a[0][0].
    @usableFromInline let factors: UnsafePointer<Float>
    /// The distance of a[r + 1][k] and a[r][k], in blocks.
    @usableFromInline let rowStride: Int
    /// The distance of a[r][k + 1] and a[r][k], in blocks.
    @usableFromInline let termStride: Int
    /// b, shape [terms, vectors of a panel].
    @usableFromInline let panel: UnsafeRawPointer
    /// The vectors of b between b[k][v] and b[k + 1][v].
    @usableFromInline let panelStride: Int
    /// The number of terms of each sum.
    @usableFromInline let terms: Int
    @usableFromInline let epilogue: Epilogue

    @inlinable
    @inline(__always)
    init(
        factors: UnsafePointer<Float>,
        rowStride: Int,
        termStride: Int,
        panel: UnsafeRawPointer,
        panelStride: Int,
        terms: Int,
        epilogue: Epilogue
    ) {
        self.factors = factors
        self.rowStride = rowStride
        self.termStride = termStride
        self.panel = panel
        self.panelStride = panelStride
        self.terms = terms
        self.epilogue = epilogue
    }

    /// Computes `vectors` vectors of each of `rows` rows.
    @inlinable
    func run(rows: Int, vectors: Int) {
        var column = 0
        while vectors - column >= 4, Target.registerCount >= 32 {
            columns(LaneQuad<Epilogue.Vector>.self, rows, column)
            column += 4
        }
        while vectors - column >= 2 {
            columns(LanePair<Epilogue.Vector>.self, rows, column)
            column += 2
        }
        if vectors > column { columns(LaneSingle<Epilogue.Vector>.self, rows, column) }
    }

    @inlinable
    @inline(__always)
    func columns<Row: LaneVectorRow>(_ row: Row.Type, _ rows: Int, _ column: Int)
    where Row.Vector == Epilogue.Vector {
        var first = 0
        while rows - first >= 6 {
            tile(Tile6<Row>.self, first, column)
            first += 6
        }
        if rows - first >= 4 {
            tile(Tile4<Row>.self, first, column)
            first += 4
        }
        if rows - first == 3 {
            tile(Tile3<Row>.self, first, column)
            return
        }
        if rows - first >= 2 {
            tile(Tile2<Row>.self, first, column)
            first += 2
        }
        if rows > first { tile(Tile1<Row>.self, first, column) }
    }

    @inlinable
    @inline(never)
    func tile<Tile: LaneTile>(_ tile: Tile.Type, _ first: Int, _ column: Int)
    where Tile.Row: LaneVectorRow, Tile.Row.Vector == Epilogue.Vector {
        let panelStride = panelStride
        let rowStride = rowStride
        let termStride = termStride
        let panel = LaneMatrix<Epilogue.Vector>.advance(panel, by: column)
        let factors = UnsafeRawPointer(factors + first * rowStride * Block.runCount)
        var sums = Tile { row in
            Tile.Row { epilogue.start(first + row, column + $0) }
        }
        for term in 0..<terms {
            let row = Tile.Row(
                LaneMatrix<Epilogue.Vector>.self,
                panel,
                at: term * panelStride,
                stride: 1
            )
            sums.add(
                {
                    BlockMatrix<Block>.load(factors, $0 * rowStride + term * termStride)
                },
                times: row
            )
        }
        sums.handRows(from: first, to: PanelRows(epilogue: epilogue, column: column))
    }
}

/// Rows of a product on their way to its epilogue.
@usableFromInline
struct PanelRows<Row: LaneVectorRow, Epilogue: ProductEpilogue>: LaneRowConsumer
where Row.Vector == Epilogue.Vector {
    @usableFromInline let epilogue: Epilogue
    @usableFromInline let column: Int

    @inlinable
    @inline(__always)
    init(epilogue: Epilogue, column: Int) {
        self.epilogue = epilogue
        self.column = column
    }

    @inlinable
    @inline(__always)
    package func take(_ index: Int, _ row: Row) {
        epilogue.finish(index, column, row)
    }
}

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

    /// The numbers of a row that are in one panel, a multiple of the vector's lanes.
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
