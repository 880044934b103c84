import Foundation
import TrainingModel

/// The numbers of `spiral_losses.json`: held-out losses of 12 settings, each with 64 seeds.
struct SpiralLosses: Decodable {
    let guess: Double
    let classCounts: [Int]
    let momenta: [Double]
    let rates: [Double]
    let losses: [[Double]]

    /// Reads the file.
    static func read() throws -> SpiralLosses {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/spiral_losses.json")
        return try JSONDecoder().decode(SpiralLosses.self, from: Data(contentsOf: file))
    }

    /// The scores: a row for each setting, a column for each seed.
    func scores() -> [[Double]] {
        guard let scale = LossScale(guess: guess, isHeldOut: true) else { return [] }
        return losses.map { $0.map(scale.score) }
    }
}
