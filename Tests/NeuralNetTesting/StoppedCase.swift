internal import Foundation
package import TrainingModel

/// A run of ``HeldOutCase`` `spiral-parts` as a PyTorch loop with patience trained it.
package struct StoppedCase: Sendable, Decodable, CustomStringConvertible {
    /// The epochs after which the loop stops, or `nil` if it goes on to the end.
    package let patience: Int?

    /// By how much a loss has to be lower to count.
    package let minimumDelta: Double

    /// What the run is trained with, beside the defaults.
    package let seed: UInt64

    /// μ.
    package let momentum: Double

    /// η.
    package let learningRate: Double

    /// The epochs that were trained.
    package let epochs: Int

    /// The epoch that was kept, counted from 0.
    package let selected: Int

    /// The loss on the validation samples of the network that was kept.
    package let loss: Double

    /// How far a loop in Double goes from one in Float, at most.
    package let envelope: Double

    /// What is chosen.
    package var choice: EpochChoice {
        patience.map { .stop(EarlyStopping(patience: $0, minimumDelta: minimumDelta)) } ?? .best
    }

    /// The run.
    package var run: RunConfiguration {
        RunConfiguration(Setting(momentum: momentum, learningRate: learningRate), seed: seed)
    }

    /// The choice and the run, for messages.
    package var description: String { "\(choice), momentum \(momentum), seed \(seed)" }

    /// All cases of `stopped.json`, and the epochs of a run that does not stop.
    ///
    /// - Throws: An error of Foundation when the file is missing or malformed.
    package static func all() throws -> (epochs: Int, cases: [StoppedCase]) {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/stopped.json")
        let content = try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
        return (content.epochs, content.runs)
    }

    private struct Content: Decodable {
        let epochs: Int
        let runs: [StoppedCase]
    }

    private enum CodingKeys: String, CodingKey {
        case patience, seed, momentum, epochs, selected, loss, envelope
        case minimumDelta = "min_delta"
        case learningRate = "learning_rate"
    }
}
