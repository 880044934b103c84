internal import Foundation
internal import NeuralNet
package import SweepModel
package import SweepPrediction
internal import TrainingModel

/// Writes trained networks of a sweep as safetensors and ONNX, each with all that it needs to be
/// used on new rows.
final class ModelFiles {
    /// The extensions of the two files of a network.
    static let extensions = ["safetensors", "onnx"]

    private let plan: SweepPlan
    private let samples: ReportSamples

    /// What stands before and after the networks of each fold, once it was needed.
    private var preprocessings: [Int: Preprocessing] = [:]

    /// Prepares to write networks of the runs of `plan`.
    init(plan: SweepPlan, samples: ReportSamples) {
        self.plan = plan
        self.samples = samples
    }

    /// Writes both files of the network of a run, if it has one.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - name: The files' name without its extension.
    ///   - folder: Where they are made.
    ///   - isSynced: Whether they must survive a crash of the machine.
    /// - Returns: Whether the run has a network.
    /// - Throws: ``ReportError`` if the disk refuses.
    func write(
        _ result: RunResult,
        named name: String,
        in folder: URL,
        isSynced: Bool = false
    ) throws -> Bool {
        let run = result.run
        let layers = run.setting.layers
        guard result.hasNetwork else { return false }
        let preprocessing = preprocessing(ofFold: run.fold)
        let metadata = metadata(of: run)
        let files = [
            SafetensorsFile.bytes(
                layers: layers,
                parameters: result.parameters,
                metadata: metadata + [(Preprocessing.metadataKey, preprocessing.json)]
            ),
            ONNXFile.bytes(
                [
                    ONNXFile.Member(
                        layers: layers,
                        activation: run.setting.activation,
                        parameters: result.parameters
                    )
                ],
                preprocessing: preprocessing,
                metadata: metadata
            ),
        ]
        for (kind, bytes) in zip(Self.extensions, files) {
            try BufferedFile.write(
                bytes,
                to: folder.appending(path: "\(name).\(kind)"),
                isSynced: isSynced
            )
        }
        return true
    }

    /// The number in a name such as `run-7.onnx`, or `nil` for a file that is not ours.
    ///
    /// - Parameters:
    ///   - name: The name of a file.
    ///   - prefix: What comes before the number.
    /// - Returns: A number that is not negative.
    static func number(in name: String, after prefix: String) -> Int? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, extensions.contains(String(parts[1])), parts[0].hasPrefix(prefix),
            let number = Int(parts[0].dropFirst(prefix.count)), number >= 0,
            parts[0] == "\(prefix)\(number)"
        else { return nil }
        return number
    }

    /// What is said of a run beside its network.
    private func metadata(of run: Run) -> [(String, String)] {
        let facts = run.setting.optimizer.axes.map { ($0.name, $0.text(of: run.setting)) }
        let fold = plan.foldCount > 1 ? [("fold", "\(run.fold)")] : []
        return [("run", "\(run.place)")] + facts + fold + [("seed", "\(run.seed)")]
    }

    /// What stands before and after the networks of a fold.
    func preprocessing(ofFold fold: Int) -> Preprocessing {
        if let known = preprocessings[fold] { return known }
        let preprocessing = samples.preprocessing(fold: fold, of: plan)
        preprocessings[fold] = preprocessing
        return preprocessing
    }
}

extension ReportSamples {
    /// What stands before and after the networks of a fold.
    ///
    /// - Parameters:
    ///   - fold: The fold; `nil` for what all of them have in common, which is without means and
    ///     deviations.
    ///   - plan: The sweep's plan.
    /// - Returns: Names and numbers.
    package func preprocessing(fold: Int?, of plan: SweepPlan) -> Preprocessing {
        let label = plan.spec.dataset.labelName
        guard let table else {
            return Preprocessing(
                features: (1...dataset.width).map { .init(name: "feature \($0)", scaling: nil) },
                classNames: dataset.classNames,
                labelName: label
            )
        }
        return Preprocessing(
            table,
            fold: fold,
            labelName: label,
            form: plan.spec.dataset.form
        )
    }
}

extension DatasetSource {
    /// The name of the column that holds the class; where the samples come from no table, `class`.
    fileprivate var labelName: String {
        if case .csv(let source) = self { source.label } else { "class" }
    }

    /// How the table is written that the samples come from.
    fileprivate var form: TableForm {
        if case .csv(let source) = self { source.form } else { TableForm() }
    }
}
