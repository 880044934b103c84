import Foundation
import SQLite
import SweepModel
import SweepResults
import SweepSpecReader
import SweepStore
import SweepTesting
import Testing
import TrainingModel

/// Stores that were changed at random are read or refused, and nothing else happens.
///
/// `MOMENTUM_MUTATIONS` says how many, and `MOMENTUM_MUTATION_SEED` from which one on. After a
/// crash the file `momentum-mutation-seed` in the folder for temporary files names the one that
/// did it.
@Suite(.timeLimit(.minutes(600)))
struct MutationTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static let count = environment["MOMENTUM_MUTATIONS"].flatMap { Int($0) } ?? 1_000

    private static let firstSeed =
        environment["MOMENTUM_MUTATION_SEED"].flatMap { UInt64($0) } ?? 0

    /// How long one command may take; a query that runs in circles takes longer.
    private static let patience = Duration.seconds(20)

    /// The report's files are written for one in so many.
    private static let reportEvery: UInt64 = 16

    @Test func `a store that was changed at random is read or refused`() throws {
        let sweep = try SmallSweep()
        let whole = try Data(contentsOf: URL(fileURLWithPath: sweep.storePath))
        let note = FileManager.default.temporaryDirectory.appending(path: "momentum-mutation-seed")
        var tally = Tally()
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
        try FileManager.default.removeItem(at: note)
        print(tally.description)
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
