internal import Foundation
internal import SweepResults

/// When the sweep of a run directory was trained, as far as the directory tells.
extension RunDirectory {
    /// What `timing.json` says of it.
    private struct Timing: Decodable {
        let finishedAt: Date
        let seconds: Double
    }

    /// The time from the beginning of the sweep to the last result.
    ///
    /// `timing.json` tells when the last session ended and how long it took; the spec was written
    /// when the first one began. While the first one goes on, or if it was killed, the store's last
    /// change is the end.
    ///
    /// - Throws: ``Failure`` naming the file that cannot be read, and what it should say.
    func trainingPeriod() throws -> TrainingPeriod {
        let begun = try date(of: spec)
        guard FileManager.default.fileExists(atPath: timing.path) else {
            let log = URL(fileURLWithPath: store.path + "-wal")
            let files = [store, log].filter { FileManager.default.fileExists(atPath: $0.path) }
            return TrainingPeriod(from: begun, to: try files.map(date).max() ?? begun)
        }
        let timing = try readTiming()
        // A copied spec is younger than the sweep.
        let session = timing.finishedAt.addingTimeInterval(-timing.seconds)
        return TrainingPeriod(from: min(begun, session), to: timing.finishedAt)
    }

    private func readTiming() throws -> Timing {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Timing.self, from: Data(contentsOf: timing))
        } catch {
            throw Failure(
                .directory,
                "\(timing.path): cannot be read; expected finished_at, such as "
                    + "\"2026-01-31T12:00:00Z\", and seconds, a number; without this file exports "
                    + "take their times from the dates of sweep.yaml and sweep.sqlite"
            )
        }
    }

    /// When `file` was last changed.
    private func date(of file: URL) throws -> Date {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        } catch {
            throw Failure(
                .directory,
                "\(file.path): its date cannot be read: \(error.localizedDescription)"
            )
        }
        return attributes[.modificationDate] as? Date ?? .distantPast
    }
}
