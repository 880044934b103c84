import Foundation
import HostSystem
import SweepModel
import SweepResults
import SweepSpecReader
import SweepStore
import SweepTesting
import Testing
import TrainingModel

/// Stores that were changed at random are read or refused, and nothing else happens.
///
/// `MOMENTUM_MUTATIONS` says how many, and `MOMENTUM_MUTATION_SEED` from which one on. In the
/// folder for temporary files `momentum-mutation-seed` names the one that was read last, which
/// after a crash is the one that did it, and `momentum-mutation-tally` says what became of them.
@Suite(.timeLimit(.minutes(600)))
struct MutationTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static let count = environment["MOMENTUM_MUTATIONS"].flatMap { Int($0) } ?? 200

    private static let firstSeed =
        environment["MOMENTUM_MUTATION_SEED"].flatMap { UInt64($0) } ?? 0

    /// How long one command may take; a query that runs in circles takes longer.
    private static let patience = Duration.seconds(20)

    /// The report's files are written for one in so many.
    private static let reportEvery: UInt64 = 16

    @Test func `a store that was changed at random is read or refused`() throws {
        let sweep = try SmallSweep()
        let whole = try Data(contentsOf: URL(fileURLWithPath: sweep.storePath))
        let folder = FileManager.default.temporaryDirectory
        let note = folder.appending(path: "momentum-mutation-seed")
        var tally = Tally()
        let start = ContinuousClock.now
        for seed in Self.firstSeed..<Self.firstSeed + UInt64(Self.count) {
            try Data("\(seed)\n".utf8).write(to: note)
            var mutation = Mutation(seed: seed)
            try sweep.restore(whole)
            try mutation.apply(to: sweep.storePath)
            for reader in DirectoryReader.allCases {
                tally.count(mutation.level, try outcome(of: reader.read, sweep, seed: seed))
            }
            if seed.isMultiple(of: Self.reportEvery) {
                _ = try outcome(of: DirectoryReader.writeReport, sweep, seed: seed)
            }
            #expect(try sweep.isAlone(), "seed \(seed) touched the neighbourhood")
        }
        let text = "\(Self.count) in \(ContinuousClock.now - start): \(tally.description)\n"
        try Data(text.utf8).write(to: folder.appending(path: "momentum-mutation-tally"))
    }

    /// Specs that name files in many ways, of which none but those of the directory is read.
    private static let specs = [
        "dataset: {csv: {path: data/t.csv, label: k}}\nnetwork: {layers: [1, 2, 2]}\nseeds: 2\n",
        "dataset: {csv: {path: /etc/passwd, label: k}}\nsweep: {momentum: [0, 0.5]}\n",
        "dataset: {idx: {images: data/../../neighbour, labels: data/l.idx}}\nseeds: 1\n",
        SpecWriter.text(of: SmallSweep.spec),
    ]

    @Test func `a spec that was changed at random is read or refused`() throws {
        let sweep = try SmallSweep()
        let texts = Self.specs.map { Array($0.utf8) }
        for seed in Self.firstSeed..<Self.firstSeed + UInt64(Self.count) {
            var random = SplitMix64(seed: seed)
            let bytes = random.damage(random.element(of: texts), with: texts)
            guard let text = String(validating: bytes, as: UTF8.self) else { continue }
            do {
                let spec = try SpecReader.read(text, fileName: "sweep.yaml").spec
                #expect(SweepPlan(spec).runCount > 0)
                for path in spec.dataset.paths {
                    let error = #expect(throws: HostError.self, "seed \(seed) read \(path)") {
                        try WholeFile.read(path, within: sweep.path)
                    }
                    #expect(error?.description.contains("kept") == false)
                }
            } catch let error as SpecError {
                #expect(!error.description.isEmpty)
            }
        }
        #expect(try sweep.isAlone())
    }

    /// Reads the directory.
    ///
    /// - Returns: The refusal's code, or `nil` if it was read.
    private func outcome(
        of read: (String) throws -> Void,
        _ sweep: SmallSweep,
        seed: UInt64
    ) throws -> StoreError.Code? {
        let start = ContinuousClock.now
        defer {
            let duration = ContinuousClock.now - start
            #expect(duration < Self.patience, "seed \(seed) took \(duration)")
        }
        do {
            try read(sweep.path)
            return nil
        } catch let error as StoreError {
            #expect(!error.message.isEmpty)
            return error.code
        } catch is SpecError {
            return .damaged
        }
    }
}

/// What became of the changed stores.
private struct Tally {
    private var counts: [String: Int] = [:]

    mutating func count(_ level: Mutation.Level, _ code: StoreError.Code?) {
        counts["\(level) \(code?.rawValue ?? "read")", default: 0] += 1
    }

    var description: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}

extension SmallSweep {
    /// Puts the store back as it was, and removes all other files of the directory.
    func restore(_ content: Data) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
        try content.write(to: URL(fileURLWithPath: storePath))
    }
}

extension DatasetSource {
    /// The files that it names.
    fileprivate var paths: [String] {
        switch self {
        case .spiral: []
        case .csv(let table): [table.path]
        case .idx(let files): [files.images, files.labels]
        }
    }
}
