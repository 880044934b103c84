import Foundation
import SweepModel
import SweepSpecReader
import SweepStore
import Testing

/// Stores that somebody changes while they are read.
struct ChangingStoreTests {
    /// What happens to the store between two reads.
    enum Change: CaseIterable {
        /// Another file gets its name.
        case replacement

        /// It loses its second half.
        case cut

        /// Its bytes are overwritten where they are, with those of a store whose rows say
        /// something else.
        case overwriting
    }

    @Test(arguments: Change.allCases)
    func `a store that changes while it is read is refused, or read as it was`(
        _ change: Change
    ) throws {
        let sweep = try SmallSweep()
        let url = URL(fileURLWithPath: sweep.storePath)
        let content = try Data(contentsOf: url)
        let archive = try SweepArchive(opening: sweep.path)
        let spec = try SpecReader.read(archive.description.spec, fileName: "sweep.sqlite").spec
        let plan = SweepPlan(spec, order: archive.description.order)
        let runs = try archive.runs(of: plan)
        switch change {
        case .replacement: try content.write(to: url, options: .atomic)
        case .cut: truncate(sweep.storePath, off_t(content.count / 2))
        case .overwriting:
            let other = try SmallSweep()
            try other.afterChange(
                """
                UPDATE pack SET run_count = 1, first_run = 0; DELETE FROM outcome;
                DELETE FROM blob_part; DELETE FROM epoch_block
                """
            ) { other in
                let bytes = try Data(contentsOf: URL(fileURLWithPath: other.storePath))
                let file = try FileHandle(forUpdating: url)
                try file.write(contentsOf: bytes)
                try file.close()
            }
        }
        do {
            try runs.forEachRun { _ in }
            #expect(change == .overwriting, "SQLite may have kept the pages in memory")
        } catch let error as StoreError {
            #expect(error.message.hasPrefix(sweep.storePath), "\(error.message)")
            if change != .overwriting { #expect(error.code == .changed, "\(error.message)") }
        }
        if change == .replacement {
            // Nothing else is wrong with it.
            for reader in DirectoryReader.allCases { try reader.read(sweep.path) }
        }
    }
}
