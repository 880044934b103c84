internal import NeuralNet
internal import NeuralNetRuntime
internal import SweepModel
package import SweepStatistics
package import TrainingModel

/// What the chosen model says of the samples by which it was chosen: those that are held out, or
/// the training samples where none are.
///
/// With folds, each sample is predicted by the run that was trained without it.
package struct ModelEvaluation: Sendable {
    /// The networks.
    package let model: ChosenModel

    /// The part of the samples.
    package let part: SamplePart

    /// The place of each sample in the file, ascending.
    package let samples: [Int]

    /// The logits and the true classes.
    package let table: LogitTable

    /// The predicted classes.
    package let predictions: [Int32]

    /// The counts of the predictions.
    package let confusion: ConfusionMatrix

    /// The counts of what always predicts the largest class of the training part: the row to beat.
    package let majority: ConfusionMatrix

    /// How far the probabilities can be believed.
    package let calibration: Calibration

    /// What makes them more believable, fitted on the same samples; `nil` where none are held out.
    package let temperature: Temperature?

    /// How far the probabilities can be believed at ``temperature``.
    package let scaledCalibration: Calibration?

    /// Lets the networks predict, or returns `nil` if they do not fit the samples, and beyond
    /// `Limits.predictionOperations` or `Limits.logitsPerNetwork`.
    ///
    /// - Parameters:
    ///   - model: The networks.
    ///   - samples: The samples and their parts.
    package init?(_ model: ChosenModel, on samples: ReportSamples) {
        let part: SamplePart = samples.parts.hasValidation ? .validation : .training
        guard let rows = Self.rows(model, samples, part) else { return nil }
        self.model = model
        self.part = part
        self.samples = rows.map(\.sample)
        table = LogitTable(
            rows.flatMap(\.logits),
            labels: rows.map(\.label),
            classCount: samples.dataset.classCount
        )
        predictions = table.predictions
        confusion = ConfusionMatrix(
            labels: table.labels,
            predictions: predictions,
            classCount: table.classCount
        )
        majority = ConfusionMatrix(
            labels: table.labels,
            predictions: rows.map(\.majority),
            classCount: table.classCount
        )
        calibration = Calibration(table)
        temperature = part == .validation ? Temperature(fittedTo: table) : nil
        scaledCalibration = temperature.map { [table] in
            Calibration(table, temperature: $0.value)
        }
    }

    private struct Row {
        let sample: Int
        let label: Int32
        let majority: Int32
        let logits: ArraySlice<Float>
    }

    /// The samples in the order of the file, whichever run they are predicted by.
    private static func rows(
        _ model: ChosenModel,
        _ samples: ReportSamples,
        _ part: SamplePart
    ) -> [Row]? {
        let classCount = samples.dataset.classCount
        let labels = samples.table?.labels ?? samples.dataset.labels
        guard labels.count <= Limits.logitsPerNetwork / classCount else { return nil }
        var rows: [Row] = []
        for result in model.runs {
            let fold = result.run.fold
            let shape = NetworkShape(layers: result.run.setting.layers)
            let held = samples.table.map { $0.dataset(part, fold: fold) } ?? samples.dataset
            guard let dataset = held, shape.inputCount == dataset.width,
                shape.classCount == classCount,
                result.hasNetwork,
                dataset.count
                    <= Limits.predictionOperations / model.runs.count / shape.parameterCount
            else { return nil }
            let logits = InstructionSetName.best.logits(
                of: shape,
                activation: result.run.setting.activation,
                parameters: [result.parameters],
                features: dataset.features
            )[0]
            let counts = samples.parts.classCounts(
                of: .training,
                fold: fold,
                labels: labels,
                classCount: classCount
            )
            let majority = Int32(counts.firstIndex(of: counts.max() ?? 0) ?? 0)
            for (row, index) in samples.parts.indices(of: part, fold: fold).enumerated() {
                rows.append(
                    Row(
                        sample: index,
                        label: labels[index],
                        majority: majority,
                        logits: logits[row * classCount..<(row + 1) * classCount]
                    )
                )
            }
        }
        return rows.sorted { $0.sample < $1.sample }
    }
}
