import NeuralNet
import Testing
import TrainingModel

/// Checks what is trained on: the samples of a part, standardized with the training part.
@Suite struct SampleTableTests {
    /// A table of Doubles of two columns, whose classes take turns.
    static func table(
        _ rows: [(Double, Double)],
        _ parts: SampleParts,
        kinds: [FeatureKind] = [.double, .double]
    ) -> SampleTable {
        let columns = rows.flatMap { [($0.0, kinds[0]), ($0.1, kinds[1])] }
        return SampleTable(
            featureNames: ["x", "y"],
            kinds: kinds,
            singles: columns.filter { $0.1 == .single }.map { Float($0.0) },
            doubles: columns.filter { $0.1 == .double }.map(\.0),
            labels: rows.indices.map { Int32($0 % 2) },
            classNames: ["a", "b"],
            parts: parts
        )
    }

    @Test func `a part has its samples in the order of the file, and none is not a dataset`() throws
    {
        let table = Self.table(
            [(1, 10), (2, 20), (3, 30), (4, 40)],
            .parts([.training, .validation, .training, .validation]),
            kinds: [.single, .single]
        )
        let training = try #require(table.dataset(.training, fold: 0))
        #expect(training.features == [1, 10, 3, 30])
        #expect(training.labels == [0, 0])
        let validation = try #require(table.dataset(.validation, fold: 0))
        #expect(validation.features == [2, 20, 4, 40])
        #expect(validation.labels == [1, 1])
        #expect(table.dataset(.test, fold: 0) == nil)
        #expect(table.scalings(fold: 0) == [nil, nil])
        #expect(!table.isStandardized)
    }

    /// Mean 2 and σ 1 of the training part (1, 3) make 5 of 7; the second column stays as it is.
    @Test func `only the training part says mean and deviation, and only for Doubles`() throws {
        let table = Self.table(
            [(1, 10), (7, 20), (3, 30), (2, 40)],
            .parts([.training, .validation, .training, .test]),
            kinds: [.double, .single]
        )
        #expect(table.dataset(.training, fold: 0)?.features == [-1, 10, 1, 30])
        #expect(table.dataset(.validation, fold: 0)?.features == [5, 20])
        #expect(table.dataset(.test, fold: 0)?.features == [0, 40])
        let scalings = table.scalings(fold: 0)
        #expect(scalings[0]?.mean == 2)
        #expect(scalings[0]?.deviation == 1)
        #expect(scalings[0]?.isConstant == false)
        #expect(scalings[1] == nil)
        #expect(table.value(ofFeature: 0, sample: 1) == 7)
        #expect(table.value(ofFeature: 1, sample: 1) == 20)
    }

    @Test func `each fold has a mean of its own`() {
        let table = Self.table(
            [(0, 0), (2, 0), (10, 0), (14, 0)],
            .folds([0, 0, 1, 1], count: 2)
        )
        #expect(table.scalings(fold: 0)[0]?.mean == 12)
        #expect(table.scalings(fold: 1)[0]?.mean == 1)
        #expect(table.dataset(.validation, fold: 0)?.features == [-6, 0, -5, 0])
        #expect(table.dataset(.validation, fold: 1)?.features == [9, 0, 13, 0])
    }

    /// A tenth is inexact, so that the computed deviation of three of them is not 0.
    @Test func `a column that is constant in the training part is only centred`() throws {
        let table = Self.table(
            [(0.1, -0.0), (0.1, 0), (0.6, 2), (0.1, 0)],
            .parts([.training, .training, .validation, .training])
        )
        let training = try #require(table.dataset(.training, fold: 0))
        #expect(training.features.map(\.bitPattern) == [0, 0, 0, 0, 0, 0])
        #expect(table.dataset(.validation, fold: 0)?.features == [0.5, 2])
        #expect(table.scalings(fold: 0).map { $0?.deviation } == [1, 1])
    }

    /// What the obvious formula gives; it is right where squares neither under- nor overflow.
    private static func standardized(_ values: [Double], with training: [Double]) -> [Float] {
        let count = Double(training.count)
        let mean = training.reduce(0, +) / count
        let squares = training.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / count).squareRoot()
        return values.map { Float(($0 - mean) / deviation) }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `scaling changes no bit of the obvious formula`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let scale = [1, 1e-5, 3e7, 1e30][Int(seed % 4)]
        let rows = (0..<101).map { _ in
            (generator.nextFraction() * scale, generator.nextFraction() - 100)
        }
        let parts = (0..<101).map { $0 % 3 == 0 ? SamplePart.validation : .training }
        let table = Self.table(rows, .parts(parts))
        for (column, values) in [rows.map(\.0), rows.map(\.1)].enumerated() {
            let training = values.indices.filter { parts[$0] == .training }.map { values[$0] }
            for part in [SamplePart.training, .validation] {
                let chosen = values.indices.filter { parts[$0] == part }.map { values[$0] }
                let features = try #require(table.dataset(part, fold: 0)).features
                let ours = stride(from: column, to: features.count, by: 2).map { features[$0] }
                #expect(ours == Self.standardized(chosen, with: training))
            }
        }
    }

    /// Squares of 2⁻⁶⁰⁰ are 0 in Double; a scale of a power of two must change nothing.
    @Test(arguments: [-1_000, -600, -540, -300, 60, 120])
    func `squares neither under- nor overflow`(exponent: Int) {
        let scale = Double(sign: .plus, exponent: exponent, significand: 1)
        let numbers: [Double] = [1, 3, -2, 40, 5.5, 7]
        let parts = SampleParts.whole(count: numbers.count)
        let plain = Self.table(numbers.map { ($0, 0) }, parts)
        let scaled = Self.table(numbers.map { ($0 * scale, 0) }, parts)
        #expect(scaled.dataset(.training, fold: 0) == plain.dataset(.training, fold: 0))
        let deviation = plain.scalings(fold: 0)[0]?.deviation ?? 0
        #expect(scaled.scalings(fold: 0)[0]?.deviation == deviation * scale)
    }

    @Test func `no number of a file gives anything but a finite feature`() throws {
        let largest = Double(Float.greatestFiniteMagnitude)
        let least = Double.leastNonzeroMagnitude
        let rows = [(0, largest), (0, -largest), (0, largest), (0, largest), (least, 0)]
        for held in [(largest, 1), (-largest, -largest), (1e-300, 0)] {
            let parts = [SamplePart](repeating: .training, count: 5) + [.validation]
            let table = Self.table(rows + [held], .parts(parts))
            for part in [SamplePart.training, .validation] {
                let dataset = try #require(table.dataset(part, fold: 0))
                #expect(dataset.features.allSatisfy { $0.isFinite })
            }
        }
    }

    @Test func `a spiral is what it was, and its parts are drawn from its seed`() throws {
        let plain = Dataset.spiral(classes: 3, points: 20, noise: 0.2, seed: 1)
        let whole = try SampleTable.spiral(classes: 3, points: 20, noise: 0.2, seed: 1)
        #expect(whole.dataset(.training, fold: 0) == plain)
        #expect(whole.encoded() == plain.encoded())
        let split = try SampleTable.spiral(
            classes: 3,
            points: 20,
            noise: 0.2,
            seed: 1,
            standardize: true,
            split: .shares(HeldOutShares(validation: 0.25), SplitDraw())
        )
        #expect(split.dataset(.training, fold: 0)?.count == 45)
        #expect(split.dataset(.validation, fold: 0)?.count == 15)
        #expect(split.isStandardized)
        #expect(split.featureNames == ["x", "y"])
    }

    @Test func `run keys know of kinds, values and parts`() {
        let rows: [(Double, Double)] = [(1, 2), (3, 4), (5, 6), (7, 8)]
        let folds = SampleParts.folds([0, 0, 1, 1], count: 2)
        let doubles = Self.table(rows, folds)
        let singles = Self.table(rows, folds, kinds: [.single, .single])
        let mixed = Self.table(rows, folds, kinds: [.single, .double])
        let other = Self.table([(1, 2), (3, 4), (5, 6), (7, 8.0.nextUp)], folds)
        let digests = [doubles, singles, mixed, other].map(\.samplesDigest)
        #expect(Set(digests).count == 4)
        #expect(
            digests[1]
                == RunKey.samplesDigest(
                    classNames: ["a", "b"],
                    width: 2,
                    features: [1, 2, 3, 4, 5, 6, 7, 8],
                    labels: [0, 1, 0, 1]
                )
        )
        #expect(doubles.splitDigest(fold: 0) != doubles.splitDigest(fold: 1))
        let whole = doubles.with(.whole(count: 4))
        #expect(whole.splitDigest(fold: 0) == nil)
        #expect(whole.samplesDigest == digests[0])
    }
}
