internal import SweepModel
internal import TrainingModel

/// What one run comes down to; NaN where there is no such number.
///
/// Only a finished run has final values; the others are of the epochs that a run did train.
struct RunMeasures {
    private let curve: Curve
    private let isFinished: Bool
    private let target: Float

    /// Prepares to measure the curve of `result`.
    ///
    /// - Parameters:
    ///   - result: A run with as many epochs as were recorded.
    ///   - targetAccuracy: The accuracy to reach, in 0...1.
    init(_ result: RunResult, targetAccuracy: Double) {
        curve = result.curve
        isFinished = result.outcome == .finished
        target = Float(targetAccuracy)
    }

    /// The value of `measure`, or NaN.
    subscript(measure: Measure) -> Float {
        switch measure.definition {
        case .last(let metric): isFinished ? curve[metric].last ?? .nan : .nan
        case .lowestLoss: curve[.loss].filter(\.isFinite).min() ?? .nan
        case .lastFiniteLoss: curve[.loss].last(where: \.isFinite) ?? .nan
        case .epochsToTarget: epochsToTarget
        case .lossArea: ofFinishedLosses { Float($0.reduce(0.0) { $0 + Double($1) }) }
        case .oscillation:
            ofFinishedLosses { losses in
                let rises = zip(losses.dropFirst(), losses).lazy
                    .map { max(0, Double($0.0) - Double($0.1)) }
                return Float(rises.reduce(0, +))
            }
        }
    }

    /// The last epoch with a finite loss, or `nil` if there is none.
    var lastFiniteEpoch: Int? {
        let losses = curve[.loss]
        return losses.lastIndex(where: \.isFinite).map { $0 - losses.startIndex }
    }

    private var epochsToTarget: Float {
        let accuracies = curve[.accuracy]
        guard let reached = accuracies.firstIndex(where: { $0 >= target }) else { return .nan }
        return Float(reached - accuracies.startIndex + 1)
    }

    private func ofFinishedLosses(_ number: (ArraySlice<Float>) -> Float) -> Float {
        let losses = curve[.loss]
        return isFinished && !losses.isEmpty ? number(losses) : .nan
    }
}
