internal import SweepCoordination
internal import SweepModel
internal import Testing
internal import TrainingModel

/// What a grid hands out.
struct GridAllocatorTests {
    private static let plan = SweepPlan.of(runs: 100, layers: [[1, 1], [1, 2]])

    private func all(_ allocator: inout GridAllocator, slots: Int) -> [RunRange] {
        var ranges: [RunRange] = []
        while let range = allocator.next(slots: slots) { ranges.append(range) }
        return ranges
    }

    @Test(arguments: [1, 3, 7, 64, 1_000])
    func `every run is handed out once`(slots: Int) {
        var allocator = GridAllocator(Self.plan)
        let ranges = all(&allocator, slots: slots)
        let runs = ranges.flatMap { Array($0.numbers) }
        let planned = Self.plan.groups.flatMap { Array($0.numbers) }
        #expect(runs.sorted() == planned.sorted())
        #expect(allocator.isExhausted)
        #expect(allocator.availableRuns == 0)
    }

    /// Method: some ranges are claimed by a second allocator, which then goes on.
    @Test(arguments: 0..<8)
    func `what was claimed is not handed out again`(claimed: Int) {
        var first = GridAllocator(Self.plan)
        let ranges = (0..<claimed).compactMap { _ in first.next(slots: 2) }
        var second = GridAllocator(Self.plan)
        for range in ranges { second.claim(range) }
        #expect(second.availableRuns == first.availableRuns)
        let rest = all(&second, slots: 2).flatMap { Array($0.numbers) }
        #expect(Set(rest).isDisjoint(with: ranges.flatMap { Array($0.numbers) }))
        #expect(rest.count + ranges.reduce(0) { $0 + $1.count } == 200)
    }

    @Test func `folds take turns, and no pack has runs of two`() {
        let plan = SweepPlan.of(runs: 40, split: .folds(count: 3, SplitDraw()))
        var allocator = GridAllocator(plan)
        let ranges = all(&allocator, slots: 1)
        #expect(ranges.prefix(6).map(plan.fold(of:)) == [0, 1, 2, 0, 1, 2])
        #expect(ranges.allSatisfy(plan.contains))
        #expect(ranges.reduce(0) { $0 + $1.count } == 120)
    }

    @Test func `the parts of a pack that was split may be claimed, too`() throws {
        var allocator = GridAllocator(Self.plan)
        let first = allocator.next(slots: 1)
        let whole = try #require(first)
        var again = GridAllocator(Self.plan)
        for range in [whole, whole.halves.0, whole.halves.1] { again.claim(range) }
        #expect(again.availableRuns == allocator.availableRuns)
    }

    @Test func `results change nothing`() throws {
        var allocator = GridAllocator(Self.plan)
        let first = allocator.next(slots: 1)
        let range = try #require(first)
        let left = allocator.availableRuns
        allocator.complete(range, [RunOutcome](repeating: .finished, count: range.count))
        #expect(allocator.availableRuns == left)
    }
}
