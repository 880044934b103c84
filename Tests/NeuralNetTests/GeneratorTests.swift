import NeuralNet
import Testing
import TrainingModel

/// Holds the generators to NumPy 2.4.6 and PyTorch 2.15.0, whose numbers they must repeat exactly.
@Suite struct GeneratorTests {
    /// Python: `g = numpy.random.MT19937(); g._legacy_seeding(seed & 0xffffffff)`, then
    /// `g.random_raw(3000)`.
    @Test(
        arguments: [
            (0, [2_357_136_044, 2_546_248_239], [3_791_854_820, 341_544_762], 3_004_483_877),
            (1, [1_791_095_845, 4_282_876_139], [2_006_116_153, 1_104_314_680], 1_328_489_708),
            (
                0x1_0000_0005, [953_453_411, 236_996_814], [2_809_743_450, 164_677_315], 824_242_727
            ),
            (.max, [419_326_371, 479_346_978], [1_027_084_080, 3_860_652_269], 2_207_983_897),
        ] as [(UInt64, [UInt32], [UInt32], UInt32)]
    )
    func `the outputs are NumPy's, before and after the first block`(
        seed: UInt64,
        first: [UInt32],
        aroundBlockEnd: [UInt32],
        last: UInt32
    ) {
        var generator = MersenneTwister(seed: seed)
        let outputs = (0..<3_000).map { _ in generator.next() }
        #expect(Array(outputs[0..<2]) == first)
        #expect(Array(outputs[623..<625]) == aroundBlockEnd)
        #expect(outputs[2_999] == last)
    }

    @Test(arguments: [0, 1, 622, 623, 624, 625, 1_247, 1_248, 1_249, 5_000], [0, 1, 624, 1_000])
    func `skipping equals drawing`(count: Int, drawnBefore: Int) {
        var skipping = MersenneTwister(seed: 9)
        for _ in 0..<drawnBefore { _ = skipping.next() }
        var drawing = skipping
        skipping.skip(count)
        for _ in 0..<count { _ = drawing.next() }
        #expect((0..<700).map { _ in skipping.next() } == (0..<700).map { _ in drawing.next() })
    }

    /// Python: `numpy.random.RandomState(seed).randn(5).tolist()`.
    @Test(
        arguments: [
            (
                0,
                [
                    1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458,
                    1.8675579901499675,
                ]
            ),
            (
                1,
                [
                    1.6243453636632417, -0.6117564136500754, -0.5281717522634557,
                    -1.0729686221561705,
                    0.8654076293246785,
                ]
            ),
            (
                .max,
                [
                    0.6484086742306527, 0.6693235306338161, -1.0805437227474493, 0.2845010447986309,
                    0.11388773652167104,
                ]
            ),
        ] as [(UInt32, [Double])]
    )
    func `normal numbers are NumPy's`(seed: UInt32, expected: [Double]) {
        var generator = NormalGenerator(seed: seed)
        #expect(expected.map { _ in generator.next() } == expected)
    }

    /// Python: `torch.manual_seed(seed); torch.empty(6).uniform_(-0.1, 0.7).tolist()`.
    @Test(arguments: [5, 0x1_0000_0005] as [UInt64])
    func `uniform numbers are PyTorch's`(seed: UInt64) {
        var generator = MersenneTwister(seed: seed)
        let expected: [Float] = [
            0.5642015337944031, 0.0008887291187420487, 0.6259757876396179, 0.555941641330719,
            0.6360827684402466, -0.006683826446533203,
        ]
        #expect(expected.map { _ in generator.uniform(from: -0.1, to: 0.7) } == expected)
    }

    /// Python: `torch.manual_seed(7); torch.randperm(count).tolist()`.
    @Test(arguments: [
        (0, []), (1, [0]), (2, [1, 0]), (7, [5, 0, 3, 1, 2, 6, 4]),
    ])
    func `permutations are PyTorch's`(count: Int, expected: [Int]) {
        var generator = MersenneTwister(seed: 7)
        #expect(generator.permutation(count: count) == expected)
    }

    /// Python as above with `randperm(1000)`.
    @Test func `a long permutation is PyTorch's and complete`() {
        var generator = MersenneTwister(seed: 7)
        let order = generator.permutation(count: 1_000)
        #expect(Array(order.prefix(5)) == [615, 284, 599, 580, 347])
        #expect(Array(order.suffix(3)) == [570, 477, 409])
        #expect(order.sorted() == Array(0..<1_000))
    }

    /// Python: `torch.manual_seed(3)`, two epochs of
    /// `DataLoader(TensorDataset(torch.arange(9)), batch_size=4, shuffle=True)`, then
    /// `torch.randint(0, 2**32, (1,))` (one 64-bit word) and
    /// `torch.empty((), dtype=torch.int64).random_()` (the next, without its sign).
    @Test func `shuffled epochs visit the samples as DataLoader does`() {
        var generator = MersenneTwister(seed: 3)
        let orders = (0..<2).map { _ in generator.epochOrder(sampleCount: 9, shuffle: true) }
        #expect(orders == [[8, 4, 0, 1, 6, 7, 2, 5, 3], [3, 5, 8, 0, 6, 2, 1, 4, 7]])
        #expect(generator.next64() % 0x1_0000_0000 == 1_877_166_739)
        #expect(generator.next64() & 0x7FFF_FFFF_FFFF_FFFF == 7_310_317_230_188_440_427)
    }

    /// Python as above with `shuffle=False`, then `torch.randperm(5).tolist()`.
    @Test func `epochs in order still move the generator as DataLoader does`() {
        var generator = MersenneTwister(seed: 3)
        for _ in 0..<2 {
            #expect(generator.epochOrder(sampleCount: 3, shuffle: false) == [0, 1, 2])
        }
        #expect(generator.permutation(count: 5) == [0, 1, 2, 4, 3])
    }
}
