import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// `training: {metrics: …}`: what is recorded beside the usual metrics.
@Suite struct MetricKeyTests {
    private func metrics(_ value: String) throws -> [Metric] {
        let text = "training: {metrics: \(value)}"
        return try SpecReader.read(text, fileName: "sweep.yaml").spec.metrics
    }

    @Test func `optional metrics are named in a list or a text, in any order`() throws {
        for metric in Metric.optional {
            #expect(try metrics("[\(metric.name)]") == [metric])
            #expect(try metrics("'\(metric.name), loss'") == [metric])
            #expect(try metrics("[\(metric.name), \(metric.name)]") == [metric])
        }
        let reversed = Metric.optional.reversed().map(\.name).joined(separator: ", ")
        #expect(try metrics("[\(reversed)]") == Metric.optional)
        #expect(try metrics("[loss, accuracy]").isEmpty)
        #expect(try metrics("[]").isEmpty)
    }

    @Test(arguments: ["[norm]", "{loss: 1}", "", "'loss,'", "[[loss]]"])
    func `other names are refused with those that there are`(value: String) {
        let error = #expect(throws: SpecError.self) { try metrics(value) }
        #expect(error?.description.hasPrefix("sweep.yaml:1: training.metrics: ") == true)
        #expect(error?.description.contains("a list of last_batch_loss") == true)
    }

    @Test func `a spec with metrics is written and read back`() throws {
        var spec = SweepSpec.notebook
        spec.metrics = Metric.optional
        let text = SpecWriter.text(of: spec)
        let names = Metric.optional.map(\.name).joined(separator: ", ")
        #expect(text.contains("\n  metrics: [\(names)]\n"))
        #expect(try SpecReader.read(text, fileName: "sweep.yaml").spec == spec)
    }
}
