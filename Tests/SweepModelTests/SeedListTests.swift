import SweepModel
import Testing

/// Seeds kept as ranges read like the list they were made from.
@Suite struct SeedListTests {
    @Test(arguments: [
        [], [7], [0, 1, 2, 3], [3, 5, 8], [5, 4, 3], [4_294_967_295, 0], [0, 1, 5, 6, 7, 2],
        [.max - 1, .max, 0, 1],
    ])
    func `a list is what it was made from`(seeds: [UInt64]) {
        let list = SeedList(seeds)
        #expect(list.count == seeds.count)
        #expect(Array(list) == seeds)
        #expect(seeds.indices.allSatisfy { list[$0] == seeds[$0] })
    }

    @Test func `equal lists are equal however they were made`() {
        var list: SeedList = [0, 1]
        list.append(2...9)
        #expect(list == SeedList(0..<10))
        #expect(list == SeedList((0..<10).map { UInt64($0) }))
        #expect(list != SeedList(0..<11))
    }
}
