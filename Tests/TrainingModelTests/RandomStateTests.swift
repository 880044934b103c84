import Testing
import TrainingModel

/// Compares the generator with `numpy.random.RandomState` of NumPy 2.4.6.
@Suite struct RandomStateTests {
    @Test(
        arguments: [
            (0, 10, [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]),
            (42, 10, [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]),
            (UInt32.max, 7, [1, 5, 0, 6, 4, 2, 3]),
            (7, 1, [0]),
            (7, 0, []),
        ] as [(UInt32, Int, [Int])]
    )
    func `permutations are NumPy's`(seed: UInt32, count: Int, order: [Int]) {
        var random = RandomState(seed: seed)
        #expect(random.permutation(Array(0..<count)) == order)
    }

    /// 100 000 elements need masks of 17 bits, of which nearly a quarter is rejected.
    @Test func `a long permutation is NumPy's`() {
        var random = RandomState(seed: 3)
        let order = random.permutation(Array(0..<100_000))
        #expect(Array(order.prefix(5)) == [79_528, 53_876, 9_777, 6_167, 22_020])
        #expect(Array(order.suffix(5)) == [48_056, 59_011, 77_049, 67_224, 71_530])
        #expect(order.enumerated().reduce(0) { $0 + $1.0 * $1.1 } == 249_859_611_987_293)
    }

    @Test func `a choice is the head of a permutation, and moves the generator like one`() {
        var random = RandomState(seed: 5)
        #expect(random.choice(of: [10, 20, 30, 40, 50, 60, 70], count: 3) == [70, 30, 50])
        #expect(random.permutation([0, 1, 2, 3]) == [0, 1, 2, 3])
    }

    @Test func `a shuffle draws one number for each element but the first`() {
        var random = RandomState(seed: 1)
        var elements = [5, 6, 7, 8]
        random.permute(&elements)
        #expect(elements == [8, 7, 5, 6])
        #expect(random.uniform(through: .max) == 491_263)
        #expect(random.uniform(through: 0) == 0)
    }
}
