internal import Digest
internal import HostSystem
internal import NeuralNet

/// A dataset that has arrived and is checked on a thread of its own.
///
/// Hashing and decoding hundreds of megabytes takes longer than a lease: on the loop's thread no
/// heartbeat would be sent meanwhile, and the worker would be called lost.
final class DatasetCheck: Sendable {
    /// The outcome.
    struct Outcome: Sendable {
        /// The name by which the dataset was asked for.
        let digest: Digest

        /// The samples, or why they are refused.
        let dataset: Result<SampleTable, Refusal>
    }

    /// Why a dataset is refused.
    struct Refusal: Error {
        /// What is wrong with its bytes.
        let reason: String
    }

    private let thread: OwnedThread

    /// Starts to check `bytes`.
    ///
    /// - Parameters:
    ///   - digest: What their digest should be.
    ///   - bytes: The encoded dataset.
    ///   - outcomes: Where the outcome is posted.
    /// - Throws: ``HostSystem/HostError`` when the system has no thread left.
    init(_ digest: Digest, _ bytes: [UInt8], outcomes: Mailbox<Outcome>) throws {
        thread = try OwnedThread(name: "dataset") {
            let outcome = outcomes.post(
                Outcome(digest: digest, dataset: Self.dataset(of: bytes, digest))
            )
            precondition(outcome == .posted, "one dataset is checked at a time")
        }
    }

    /// Waits for the end; further calls return at once.
    func join() { thread.join() }

    /// The samples that `bytes` encode, if they have the right digest.
    private static func dataset(
        of bytes: [UInt8],
        _ digest: Digest
    ) -> Result<SampleTable, Refusal> {
        guard Digest(sha256: bytes) == digest else {
            return .failure(Refusal(reason: "the dataset's digest is wrong"))
        }
        do {
            return .success(try SampleTable(decoding: bytes))
        } catch {
            return .failure(Refusal(reason: "the dataset is damaged: \(error)"))
        }
    }
}
