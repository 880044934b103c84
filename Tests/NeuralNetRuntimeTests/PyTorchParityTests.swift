import NeuralNet
import NeuralNetRuntime
import NeuralNetTesting
import Testing

/// Holds the pack trainer to PyTorch's numbers.
@Suite struct PyTorchParityTests {
    @Test(arguments: ReferenceCase.Fixture.allCases)
    func `every initial parameter is PyTorch's, bit for bit`(
        fixture: ReferenceCase.Fixture
    ) throws {
        let reference = try ReferenceCase(fixture)
        let trainer = try InstructionSetName.best.makePackTrainer(
            dataset: reference.dataset,
            configuration: reference.training,
            runs: reference.runs.map(\.configuration)
        )
        for (lane, run) in reference.runs.enumerated() {
            let ours = trainer.parameters(ofLane: lane).map(\.bitPattern)
            #expect(ours == run.initialParameters.map(\.bitPattern))
        }
    }

    /// The yardstick: three times what rounding does to PyTorch itself, or a small floor.
    @Test(arguments: ReferenceCase.Fixture.allCases, LaneMapping.allCases)
    func `every run keeps to PyTorch's curves within the yardstick`(
        fixture: ReferenceCase.Fixture,
        mapping: LaneMapping
    ) throws {
        let reference = try ReferenceCase(fixture)
        let pack = TrainedPack(
            .best,
            reference.dataset,
            reference.training,
            reference.runs.map(\.configuration),
            mapping: mapping
        )
        for (metrics, run) in zip(pack.metrics, reference.runs) {
            let ours = ReferenceCurves(metrics, sampleCount: reference.dataset.count)
            #expect(run.worstRatio(of: ours, sampleCount: reference.dataset.count) <= 3)
        }
    }
}
