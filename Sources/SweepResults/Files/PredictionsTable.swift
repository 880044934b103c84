package import Foundation
internal import NeuralNet
internal import Quoting
internal import SweepModel
internal import SweepStatistics
internal import TrainingModel

/// `predictions.csv`: what the chosen model says of each sample by which it was chosen, one row for
/// each in the order of the file (RFC 4180).
///
/// The part of the samples stands in each row. With folds, each sample is predicted by the run that
/// was trained without it, of the fold in its row. Beyond `Limits.predictedProbabilities` the rows
/// have the probability of the predicted class alone.
package struct PredictionsTable {
    private static let lineEnd = "\r\n"

    private let evaluation: ModelEvaluation
    private let classNames: [String]

    /// The fold that holds each sample out, if there are folds.
    private let folds: [UInt16]?

    /// Makes the table of `evaluation`.
    ///
    /// - Parameters:
    ///   - evaluation: What the model says.
    ///   - samples: The samples and their parts.
    package init(_ evaluation: ModelEvaluation, samples: ReportSamples) {
        self.evaluation = evaluation
        classNames = samples.dataset.classNames
        if case .folds(let folds, _) = samples.parts { self.folds = folds } else { folds = nil }
    }

    /// Writes the file, or removes that of an older report.
    ///
    /// - Parameters:
    ///   - destination: The file.
    ///   - table: The table; `nil` if no run of the leader finished.
    /// - Throws: ``ReportError`` if the disk refuses.
    package static func replace(_ destination: URL, with table: PredictionsTable?) throws {
        guard let table else { return try BufferedFile.remove(destination) }
        let file = try BufferedFile(destination)
        try table.write(to: file)
        try file.close()
    }

    private func write(to file: BufferedFile) throws {
        let names = classNames.map(CSVField.text)
        let hasAll =
            evaluation.table.logits.count <= Limits.predictedProbabilities
        let heads =
            ["sample", "part"] + (folds == nil ? [] : ["fold"]) + ["class", "predicted"]
            + (hasAll ? classNames.map { CSVField.text("p: \($0)") } : ["p"])
        try file.write(heads.joined(separator: ",") + Self.lineEnd)
        // Floats, which read back to seven digits: more would be digits of rounding.
        try evaluation.table.forEachSample { row, probabilities in
            let sample = evaluation.samples[row]
            try file.append { bytes in
                bytes.append(contentsOf: "\(sample),\(evaluation.part.name),".utf8)
                if let folds { bytes.append(contentsOf: "\(folds[sample]),".utf8) }
                bytes.append(contentsOf: names[Int(evaluation.table.labels[row])].utf8)
                bytes.append(UInt8(ascii: ","))
                bytes.append(contentsOf: names[Int(evaluation.predictions[row])].utf8)
                let predicted = Int(evaluation.predictions[row])
                for probability in hasAll
                    ? probabilities[...] : probabilities[predicted...predicted]
                {
                    bytes.append(UInt8(ascii: ","))
                    let value = Float(probability)
                    if value.isFinite { bytes.append(contentsOf: value.description.utf8) }
                }
                bytes.append(contentsOf: Self.lineEnd.utf8)
            }
        }
    }
}
