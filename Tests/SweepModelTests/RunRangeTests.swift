import SweepModel
import Testing

/// Halving of ranges, by which a pack that kills its workers is narrowed down to the guilty run.
@Suite struct RunRangeTests {
    @Test(arguments: [(2, 1, 1), (3, 2, 1), (16, 8, 8), (15, 8, 7)])
    func `halves are neighbours, the first being the larger`(count: Int, first: Int, second: Int) {
        let range = RunRange(first: 7, count: count)
        let halves = range.halves
        #expect(halves.0 == RunRange(first: 7, count: first))
        #expect(halves.1 == RunRange(first: 7 + first, count: second))
    }

    @Test func `the places of a range follow one another`() {
        #expect(RunRange(first: 3, count: 4).numbers == 3..<7)
    }

    @Test func `one run cannot be halved`() async {
        await #expect(processExitsWith: .failure) {
            _ = RunRange(first: 0, count: 1).halves
        }
    }
}
