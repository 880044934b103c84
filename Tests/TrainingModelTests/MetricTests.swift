import Testing
import TrainingModel

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

    @Test func `no measure stands twice`() {
        let measures = Measure.all(of: Metric.all)
        #expect(Set(measures.map(\.name)).count == measures.count)
        #expect(Measure.compared.allSatisfy { measures.contains($0) })
    }
}
