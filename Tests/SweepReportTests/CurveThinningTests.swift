import SweepReport
import Testing
import TrainingModel

/// What long curves keep.
struct CurveThinningTests {
    /// A curve with noise, a few peaks and a few gaps.
    private struct Curve {
        var mean: [Float] = []
        var low: [Float] = []
        var high: [Float] = []

        init(seed: UInt64, count: Int) {
            var generator = MersenneTwister(seed: seed)
            for epoch in 0..<count {
                let noise = generator.uniform(from: 0, to: 1)
                let peak: Float = generator.uniform(from: 0, to: 1) < 0.002 ? 50 : 0
                let isGap = generator.uniform(from: 0, to: 1) < 0.05
                let value = isGap ? .nan : 1 / Float(epoch + 1) + noise + peak
                mean.append(value)
                low.append(value - 0.1 - noise)
                high.append(value + 0.1 + noise)
            }
        }

        func thinned(_ stretchLimit: Int) -> CurveThinning {
            CurveThinning(mean: mean, low: low, high: high, stretchLimit: stretchLimit)
        }
    }

    @Test(arguments: 0..<40)
    func `each stretch keeps its extremes, the curve its ends, and all lies on the curve`(
        seed: UInt64
    ) {
        let count = 200 + 137 * Int(seed)
        let stretches = 1 + Int(seed * 7 % 90)
        let curve = Curve(seed: seed, count: count)
        let thinned = curve.thinned(stretches)
        guard count > 2 * stretches else {
            #expect(thinned.epochs == Array(0..<count))
            return
        }
        #expect(thinned.epochs.count <= 2 * stretches + 2)
        #expect(thinned.epochs.first == 0)
        #expect(thinned.epochs.last == count - 1)
        #expect(zip(thinned.epochs, thinned.epochs.dropFirst()).allSatisfy(<))
        for (index, epoch) in thinned.epochs.enumerated() {
            #expect(thinned.mean[index].bitPattern == curve.mean[epoch].bitPattern)
        }
        for stretch in 0..<stretches {
            let range = stretch * count / stretches..<(stretch + 1) * count / stretches
            let kept = thinned.epochs.indices.filter { range.contains(thinned.epochs[$0]) }
            let values = curve.mean[range].filter(\.isFinite)
            #expect(kept.map { thinned.mean[$0] }.filter(\.isFinite).max() == values.max())
            #expect(kept.map { thinned.mean[$0] }.filter(\.isFinite).min() == values.min())
            let lowest = curve.low[range].filter(\.isFinite).min()
            let highest = curve.high[range].filter(\.isFinite).max()
            #expect(kept.allSatisfy { lowest == nil || thinned.low[$0] == lowest })
            #expect(kept.allSatisfy { highest == nil || thinned.high[$0] == highest })
        }
    }

    @Test func `a short curve stays as it is, and an empty one is none`() {
        let curve = Curve(seed: 1, count: 600)
        let thinned = CurveThinning(mean: curve.mean, low: curve.low, high: curve.high)
        #expect(thinned.epochs == Array(0..<600))
        #expect(thinned.low.map(\.bitPattern) == curve.low.map(\.bitPattern))
        #expect(CurveThinning(mean: [], low: [], high: []).epochs.isEmpty)
    }

    @Test func `a curve without values keeps its gap`() {
        let nothing = [Float](repeating: .nan, count: 1_000)
        let thinned = CurveThinning(mean: nothing, low: nothing, high: nothing, stretchLimit: 10)
        #expect(thinned.mean.allSatisfy { $0.isNaN })
        #expect(thinned.epochs.last == 999)
    }
}
