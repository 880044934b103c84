import Testing
import TrainingModel

/// Which units dropout leaves out: the right share, and each independently of its neighbours.
@Suite struct DropoutMaskTests {
    private static let shares = [0.5, 0.1, 0.9, 0.02]

    /// The masks of a small training: 2 seeds, 5 epochs, 8 batches, 2 layers, 32 samples, 50 units.
    private static let sizes = [2, 5, 8, 2, 32, 50]

    /// Whether each unit is kept, in the order of ``sizes``.
    private func kept(_ dropout: Double) -> [Bool] {
        var kept: [Bool] = []
        for seed in 0..<UInt64(Self.sizes[0]) {
            for step in 0..<Self.sizes[1] * Self.sizes[2] {
                for layer in 0..<Self.sizes[3] {
                    let mask = DropoutMask(
                        seed: seed,
                        epoch: step / Self.sizes[2],
                        batch: step % Self.sizes[2],
                        layer: layer
                    )
                    for index in 0..<Self.sizes[4] * Self.sizes[5] {
                        let factor = mask.factor(
                            sample: index / Self.sizes[5],
                            unit: index % Self.sizes[5],
                            units: Self.sizes[5],
                            dropout: dropout
                        )
                        kept.append(factor != 0)
                    }
                }
            }
        }
        return kept
    }

    /// With n units, the share that is kept is within 4.5 of its standard deviations,
    /// √(p(1 − p)/n), of 1 − p; of a right generator one in 150,000 is not.
    @Test(arguments: shares)
    func `the share of kept units is that of the setting`(dropout: Double) {
        let kept = kept(dropout)
        let share = Double(kept.count { $0 }) / Double(kept.count)
        let deviation = (dropout * (1 - dropout) / Double(kept.count)).squareRoot()
        #expect(abs(share - (1 - dropout)) < 4.5 * deviation)
    }

    /// The counts of kept units of all layers and steps scatter as independent ones do: χ² of m of
    /// them is about normal with mean m and variance 2·m.
    @Test(arguments: shares)
    func `the counts of kept units scatter as independent ones do`(dropout: Double) {
        let kept = kept(dropout)
        for size in [50, 1600] {
            let mean = Double(size) * (1 - dropout)
            let squares = stride(from: 0, to: kept.count, by: size).map { start in
                let count = Double(kept[start..<start + size].count { $0 })
                return (count - mean) * (count - mean) / (mean * dropout)
            }
            let count = Double(squares.count)
            #expect(abs(squares.reduce(0, +) - count) < 4.5 * (2 * count).squareRoot())
        }
    }

    /// The correlation of two neighbours is within 4.5/√n of 0: neighbouring units, units of
    /// neighbouring samples, layers, batches, epochs and seeds, and some that are further away.
    @Test(arguments: shares)
    func `neighbours in each index are left out independently`(dropout: Double) {
        let kept = kept(dropout).map { ($0 ? 1 : 0) - (1 - dropout) }
        var distances = [2, 3, 4, 16, 64, 128, 256]
        var distance = 1
        for size in Self.sizes.reversed() {
            distances.append(distance)
            distance *= size
        }
        for distance in distances {
            let products = zip(kept, kept.dropFirst(distance)).map { $0 * $1 }
            let mean = products.reduce(0, +) / Double(products.count)
            let correlation = mean / (dropout * (1 - dropout))
            let bound = 4.5 / Double(products.count).squareRoot()
            #expect(abs(correlation) < bound, "\(distance) apart")
        }
    }

    @Test func `a kept unit counts for those that are left out`() {
        let mask = DropoutMask(seed: 3, epoch: 1, batch: 2, layer: 0)
        for index in 0..<100 {
            let factor = mask.factor(sample: index / 10, unit: index % 10, units: 10, dropout: 0.2)
            #expect(factor == 0 || factor == 1.25)
            #expect(mask.factor(sample: 0, unit: index, units: 100, dropout: 0) == 1)
        }
    }

    @Test func `a mask depends on each index and on nothing else`() {
        let mask = DropoutMask(seed: 1, epoch: 2, batch: 3, layer: 4)
        let others = [
            DropoutMask(seed: 0, epoch: 2, batch: 3, layer: 4),
            DropoutMask(seed: 1, epoch: 3, batch: 2, layer: 4),
            DropoutMask(seed: 1, epoch: 2, batch: 4, layer: 3),
            DropoutMask(seed: 1, epoch: 2, batch: 3, layer: 0),
        ]
        #expect(mask == DropoutMask(seed: 1, epoch: 2, batch: 3, layer: 4))
        #expect(Set(others + [mask]).count == 5)
    }

    /// What the generator has given since it was written: another would change trainings.
    @Test func `the numbers stay what they were`() {
        let mask = DropoutMask(seed: 42, epoch: 7, batch: 5, layer: 1)
        let numbers = [0, 1, 2, 1_000, 4_294_967_295].map { mask.number(at: $0).bitPattern }
        #expect(numbers == [0x3FB9_B0D9, 0x3FFA_2BAF, 0x3FEC_943B, 0x3FE0_1C95, 0x3FD1_A8E6])
    }
}
