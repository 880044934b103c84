package import Foundation
internal import NeuralNet
package import SweepModel
internal import SweepPrediction
internal import TrainingModel

/// `ensemble.onnx`: the networks whose probabilities are averaged, as one model of the raw columns.
package struct EnsembleFile {
    private let plan: SweepPlan
    private let samples: ReportSamples

    /// Prepares to write.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - samples: The samples that the runs were trained on, classes named as in their file.
    package init(plan: SweepPlan, samples: ReportSamples) {
        self.plan = plan
        self.samples = samples
    }

    /// Writes the file, or removes that of an older report.
    ///
    /// - Parameters:
    ///   - destination: The file.
    ///   - ensemble: The ensemble; without one, or with a single network, there is no file.
    ///   - source: The runs, which pass by once more for their parameters.
    /// - Returns: Whether there is a file.
    /// - Throws: ``ReportError`` if the disk refuses, or an error of the source.
    package func replace(
        _ destination: URL,
        with ensemble: EnsembleAnswer?,
        from source: any RunResultSource
    ) throws -> Bool {
        guard let ensemble, ensemble.members.count > 1 else {
            try BufferedFile.remove(destination)
            return false
        }
        var parameters: [Int: [Float]] = [:]
        let places = Set(ensemble.members.map(\.run.place))
        try source.forEachRun(.all, of: Set(ensemble.members.map(\.run.settingIndex))) { result in
            guard places.contains(result.run.place) else { return }
            parameters[result.run.place] = result.parameters
        }
        let members = ensemble.members.compactMap { member in
            parameters[member.run.place].map {
                ONNXFile.Member(
                    layers: member.run.setting.layers,
                    activation: member.run.setting.activation,
                    parameters: $0,
                    weight: member.count
                )
            }
        }
        let runs = ensemble.members.map { "\($0.run.place)" }.joined(separator: " ")
        let choices = ensemble.members.map { "\($0.count)" }.joined(separator: " ")
        let bytes = ONNXFile.bytes(
            members,
            preprocessing: samples.preprocessing(fold: 0, of: plan),
            metadata: [("runs", runs), ("choices", choices)]
        )
        try BufferedFile.write(bytes, to: destination, isSynced: true)
        return true
    }
}
