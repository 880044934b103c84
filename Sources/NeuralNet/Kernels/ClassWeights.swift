internal import TrainingModel

/// The weight of each class in the loss that is minimized, as the kernels take it.
struct ClassWeights: Sendable {
    /// w, one number for each class, rounded once; empty where all classes count alike.
    let values: [Float]

    /// All classes count alike.
    static let none = ClassWeights(values: [])

    private init(values: [Float]) { self.values = values }

    /// Weighs the classes of a training.
    ///
    /// - Parameters:
    ///   - configuration: The network and the choice of weights.
    ///   - dataset: The samples to train on.
    init(_ configuration: TrainingConfiguration, _ dataset: Dataset) {
        guard configuration.pack.setting.classWeight != .none else {
            self = .none
            return
        }
        values = configuration.pack.setting.classWeight
            .weights(of: dataset.labels, classCount: configuration.shape.classCount)
            .map(Float.init)
    }

    /// Whether all classes count alike.
    var areAlike: Bool { values.isEmpty }

    /// Σ w of the samples of a batch, by which the sum of their losses is divided; their number
    /// where all classes count alike.
    ///
    /// - Parameters:
    ///   - samples: The samples of the epoch.
    ///   - batch: The samples' indices in the order of the run.
    ///   - run: The run, which may have an order of its own.
    /// - Returns: The sum; greater than 0, since a sample's own class has training samples.
    func sum(of samples: EpochSamples, _ batch: Range<Int>, run: Int) -> Double {
        guard !areAlike else { return Double(batch.count) }
        let order = samples.orders.map { $0 + (samples.hasOneOrder ? 0 : run * samples.count) }
        return batch.reduce(0.0) { sum, index in
            let row = order.map { Int($0[index]) } ?? index
            return sum + Double(values[Int(samples.labels[row])])
        }
    }
}

extension TrainingConfiguration {
    /// The vectors for the weights of all classes and of a batch: none where all count alike.
    var classWeightVectors: Int {
        pack.setting.classWeight == .none ? 0 : shape.classCount + 1
    }
}
