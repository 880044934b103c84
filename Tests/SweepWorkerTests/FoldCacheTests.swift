internal import NeuralNet
internal import SweepWorker
internal import Testing
internal import TrainingModel

/// What the slots of a worker train on.
struct FoldCacheTests {
    private func table(_ split: SplitRule) throws -> SampleTable {
        try .spiral(
            classes: 3,
            points: 10,
            noise: 0.2,
            seed: 1,
            standardize: true,
            split: split
        )
    }

    @Test func `each fold is that of the table, made once`() throws {
        let table = try table(.folds(count: 5, SplitDraw()))
        let cache = FoldCache(table, limitBytes: .max)
        for fold in [0, 3, 1, 3, 0] {
            let samples = try cache.samples(ofFold: fold)
            #expect(samples.training == table.dataset(.training, fold: fold))
            #expect(samples.validation == table.dataset(.validation, fold: fold))
            #expect(cache.missingBytes(ofFold: fold) == 0)
        }
        #expect(cache.keptFolds == [1, 3, 0])
        // Two features and a class for each of 30 samples.
        #expect(cache.missingBytes(ofFold: 2) == 360)
    }

    @Test func `the folds that were used last are kept, as far as they fit`() throws {
        let cache = FoldCache(try table(.folds(count: 5, SplitDraw())), limitBytes: 800)
        for fold in 0..<5 { _ = try cache.samples(ofFold: fold) }
        #expect(cache.keptFolds == [3, 4])
        let small = FoldCache(try table(.folds(count: 5, SplitDraw())), limitBytes: 0)
        for fold in 0..<5 { _ = try small.samples(ofFold: fold) }
        #expect(small.keptFolds == [4])
    }

    @Test func `parts have one fold, and nothing is validated without a split`() throws {
        let shares = HeldOutShares(validation: 0.2, test: 0.2)
        let parts = FoldCache(try table(.shares(shares, SplitDraw())), limitBytes: .max)
        #expect(try parts.samples(ofFold: 0).training.count == 18)
        #expect(try parts.samples(ofFold: 0).validation?.count == 6)
        let whole = FoldCache(try table(.none), limitBytes: .max)
        #expect(try whole.samples(ofFold: 0).validation == nil)
        for cache in [parts, whole] {
            let error = #expect(throws: FoldCache.UnknownFold.self) {
                _ = try cache.samples(ofFold: 1)
            }
            #expect(error?.description == "there is no fold 1: the dataset has 1")
        }
    }
}
