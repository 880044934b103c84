import Digest
import Foundation
import SweepModel
import SweepStore
import SweepTesting
import TrainingModel

/// A run directory of its own for a test, deleted with the object.
final class RunDirectory {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    var path: String { scratch.path() }

    var storePath: String { path + "/sweep.sqlite" }

    var logPath: String { storePath + "-wal" }

    func create(_ description: StoreDescription = .test()) throws -> SweepStore {
        try SweepStore(creating: description, holding: RunDirectoryLock(directory: path))
    }

    func open() throws -> SweepStore {
        try SweepStore(opening: RunDirectoryLock(directory: path))
    }

    /// What a crash at this moment would leave: the file and its log, without the shared memory.
    func copyAsAfterCrash() throws -> RunDirectory {
        let copy = try RunDirectory()
        for (from, to) in [(storePath, copy.storePath), (logPath, copy.logPath)] {
            try FileManager.default.copyItem(atPath: from, toPath: to)
        }
        return copy
    }

    func files() throws -> [String] { try scratch.names() }

    /// The first `count` bytes of a copy of `source` in the place of `target`.
    static func write(prefix count: Int, of source: String, to target: String) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: source))
        try bytes.prefix(count).write(to: URL(fileURLWithPath: target))
    }
}

extension StoreDescription {
    static func test(runCount: Int = 5, foldCount: Int = 1) -> StoreDescription {
        StoreDescription(
            spec: "name: test\n",
            specHash: digest(1),
            dataset: digest(2),
            runCount: runCount,
            lossScales: (1...foldCount).compactMap {
                LossScale(guess: 1 / Double($0), floor: 0.1e-3)
            },
            build: "test",
            core: "core-1"
        )
    }

    private static func digest(_ byte: UInt8) -> Digest {
        guard let digest = Digest(bytes: [UInt8](repeating: byte, count: 32)) else {
            preconditionFailure("32 bytes make a digest")
        }
        return digest
    }
}
