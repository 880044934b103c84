internal import SQLite
internal import SweepModel

/// Which pack speaks for each run: the newest one that holds it and was not cut further.
struct PackIndex {
    /// Neighbouring runs for which one pack speaks.
    struct Segment {
        /// The runs.
        var numbers: Range<Int>

        /// The pack.
        let pack: PackID

        /// The number of the run in the pack's first lane.
        let firstNumber: Int
    }

    /// By ascending numbers, without overlap.
    private var segments: [Segment] = []

    /// Reads all packs, within a transaction.
    ///
    /// - Complexity: O(packs), and some bytes of memory for each.
    init(_ database: SQLiteDatabase) throws {
        let statement = try database.statement(
            """
            SELECT id, first_run, run_count FROM pack WHERE state <> 'split'
            ORDER BY first_run, id
            """
        )
        try statement.forEachRow { row in
            let range = try row.range(first: 1, count: 2)
            add(
                Segment(numbers: range.numbers, pack: try row.pack(0), firstNumber: range.first)
            )
        }
    }

    /// Adds a pack that starts no earlier than those before.
    private mutating func add(_ added: Segment) {
        // Packs overlap only where runs were cut anew; they are short, so each run is looked at.
        var overlapping = [added]
        while let last = segments.last, last.numbers.upperBound > added.numbers.lowerBound {
            overlapping.append(segments.removeLast())
        }
        guard overlapping.count > 1 else { return segments.append(added) }
        let bounds = overlapping.map(\.numbers)
        let end = bounds.map(\.upperBound).max() ?? 0
        for number in (bounds.map(\.lowerBound).min() ?? 0)..<end {
            let newest = overlapping.filter { $0.numbers.contains(number) }
                .max { $0.pack < $1.pack }
            if let newest { append(number, of: newest) }
        }
    }

    /// Adds one run, for which the pack of `segment` speaks.
    private mutating func append(_ number: Int, of segment: Segment) {
        if let last = segments.last, last.pack == segment.pack, last.numbers.upperBound == number {
            segments[segments.count - 1].numbers = last.numbers.lowerBound..<number + 1
        } else {
            segments.append(
                Segment(
                    numbers: number..<number + 1,
                    pack: segment.pack,
                    firstNumber: segment.firstNumber
                )
            )
        }
    }

    /// The segment that holds run `number`, or `nil` if no pack was cut for it.
    func segment(of number: Int) -> Segment? {
        let index = segments.partitionIndex { $0.numbers.upperBound > number }
        guard index < segments.count, segments[index].numbers.contains(number) else { return nil }
        return segments[index]
    }
}
