import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// `training: {metrics: …}`: what is recorded beside the usual metrics.
@Suite struct MetricKeyTests {
    private func read(_ value: String, _ split: String = "none") throws -> ResolvedSpec {
        let text = "training: {metrics: \(value)}\nsplit: \(split)"
        return try SpecReader.read(text, fileName: "sweep.yaml")
    }

    private func metrics(_ value: String) throws -> [Metric] {
        try read(value).spec.metrics
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

    @Test func `that a usual metric is recorded in any case is said, and only then`() throws {
        #expect(try read("[loss]").assumptions.contains(.usualMetrics))
        #expect(try read("[parameter_norm, accuracy]").assumptions.contains(.usualMetrics))
        #expect(try !read("[parameter_norm]").assumptions.contains(.usualMetrics))
        #expect(try !read("[]").assumptions.contains(.usualMetrics))
    }

    @Test(arguments: Metric.heldOut.map(\.name))
    func `a metric of held-out samples is refused where there are none`(name: String) throws {
        let error = #expect(throws: SpecError.self) { try read("[loss, \(name)]") }
        let start = "sweep.yaml:1: training.metrics: \(name) is measured on held-out samples"
        #expect(error?.description.hasPrefix(start) == true)
        let held = try read("[loss, \(name)]", "{validation: 0.2}")
        #expect(held.assumptions.contains(.usualMetrics))
        #expect(held.spec.metrics.isEmpty)
        #expect(throws: SpecError.self) { try read("[\(name)]", "{test: 0.2, validation: 0}") }
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
