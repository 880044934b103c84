import Testing
import TrainingModel

/// The layout of metrics, which is also the layout on the wire and in the store.
@Suite struct EpochBlockTests {
    @Test func `columns are ordered by run, then metric, then epoch`() {
        let block = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 10,
            epochCount: 3,
            runCount: 2,
            values: (0..<24).map { Float($0) }
        )
        #expect(Array(block.column(.lastBatchLoss, lane: 0)) == [0, 1, 2])
        #expect(Array(block.column(.meanBatchLoss, lane: 0)) == [3, 4, 5])
        #expect(Array(block.column(.loss, lane: 1)) == [18, 19, 20])
        #expect(Array(block.column(.accuracy, lane: 1)) == [21, 22, 23])
        #expect(block.epochs == 10..<13)
    }

    @Test func `a block equals itself where a diverged run has no number`() {
        let values: [Float] = [1, .nan, 2, 3]
        let block = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 0,
            epochCount: 1,
            runCount: 1,
            values: values
        )
        let same = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 0,
            epochCount: 1,
            runCount: 1,
            values: values
        )
        #expect(block == same)
        #expect(block.hashValue == same.hashValue)
    }

    @Test func `blocks with other bits differ, even if the numbers are equal`() {
        let zero = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 0,
            epochCount: 1,
            runCount: 1,
            values: [0, 0, 0, 0]
        )
        let minus = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 0,
            epochCount: 1,
            runCount: 1,
            values: [0, 0, 0, -0.0]
        )
        let later = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 1,
            epochCount: 1,
            runCount: 1,
            values: [0, 0, 0, 0]
        )
        #expect(zero != minus)
        #expect(zero != later)
    }

    @Test func `a block with the wrong number of values stops the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = EpochBlock(
                metrics: Metric.standard,
                firstEpoch: 0,
                epochCount: 2,
                runCount: 1,
                values: [0, 0, 0, 0]
            )
        }
    }

    @Test func `a curve has one column for each metric`() {
        let curve = Curve(
            metrics: Metric.standard,
            values: (0..<8).map { Float($0) },
            epochCount: 2
        )
        #expect(Metric.standard.map { Array(curve[$0]) } == [[0, 1], [2, 3], [4, 5], [6, 7]])
    }
}

/// The tables of metrics and measures, on which messages, stores and files rely.
@Suite struct MetricTests {
    @Test func `ids count up from 1, and no name stands twice`() {
        #expect(Metric.all.map(\.id) == Array(1...Metric.all.count))
        #expect(Set(Metric.all.map(\.name)).count == Metric.all.count)
        #expect(Metric.withID(0) == nil)
        #expect(Metric.withID(Metric.all.count + 1) == nil)
        #expect(Metric.all.allSatisfy { Metric.withID($0.id) == $0 })
    }

    @Test func `the metrics of the first edition keep their numbers and names`() {
        let names = ["last_batch_loss", "mean_batch_loss", "loss", "accuracy"]
        #expect(Metric.standard.map(\.name) == names)
    }

    @Test func `metrics of held-out samples are recorded only where there are such samples`() {
        #expect(Metric.heldOut.map(\.name) == ["validation_loss", "validation_accuracy"])
        #expect(Metric.heldOut.map(\.id) == [6, 7])
        #expect(Metric.all.filter { $0.part == .validation } == Metric.heldOut)
        #expect(Set(Metric.heldOut).isDisjoint(with: Metric.standard + Metric.optional))
    }

    @Test func `no measure stands twice`() {
        let measures = Measure.all(of: Metric.all)
        #expect(Set(measures.map(\.name)).count == measures.count)
        #expect(Measure.compared.allSatisfy { measures.contains($0) })
    }
}
