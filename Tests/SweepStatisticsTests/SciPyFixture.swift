import Foundation

/// The numbers of `scipy.json`.
struct SciPyFixture: Decodable {
    /// One sample in a few numbers.
    struct Sample: Decodable {
        let values: [Double]
        let mean: Double
        let sd: Double
        let halfWidth: Double
        let quartiles: [Double]
    }

    /// Two paired samples and their tests.
    struct Pair: Decodable {
        let first: [Double]
        let second: [Double]
        let mean: Double
        let low: Double
        let high: Double
        let student: Double
    }

    /// A value of Student's distribution.
    struct Student: Decodable {
        let degrees: Double
        let t: Double
        let cumulative: Double
    }

    /// A quantile of Student's distribution.
    struct Quantile: Decodable {
        let degrees: Double
        let share: Double
        let t: Double
    }

    /// A value of the noncentral distribution.
    struct Noncentral: Decodable {
        let degrees: Double
        let shift: Double
        let t: Double
        let cumulative: Double
    }

    /// The power of a paired t test.
    struct Power: Decodable {
        let count: Int
        let effect: Double
        let power: Double
    }

    let samples: [Sample]
    let pairs: [Pair]
    let student: [Student]
    let quantiles: [Quantile]
    let noncentral: [Noncentral]
    let power: [Power]

    /// Reads the file.
    static func read() throws -> SciPyFixture {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/scipy.json")
        return try JSONDecoder().decode(SciPyFixture.self, from: Data(contentsOf: file))
    }
}
