import Digest
import Foundation
import NeuralNetRuntime
import SweepTesting
import Testing

/// The protocol's description is enough to write a worker in another language.
@Suite(.timeLimit(.minutes(5)))
struct ForeignWorkerTests {
    /// Final losses differ by rounding only; the order of sums is NumPy's own.
    private static let tolerance = 1e-3

    @Test(.requires(.python("grpc_tools", "numpy", "zmq")))
    func `a worker in Python trains a whole sweep`() throws {
        // The other worker knows no held-out samples.
        let flags = ["notebook"] + LiveCoordinator.flags
        let coordinator = try LiveCoordinator(flags)
        let worker = try ExternalTool.python.run([
            Checkout.root.appending(path: "Tests/ForeignWorker/foreign_worker.py").path,
            Checkout.root.appending(path: "protocols").path,
            try coordinator.newKey().file.path,
            NumericCore.identifier,
            "\(Digest(sha256: try NumericCore.canary(.best)))",
        ])
        #expect(
            worker.status == 0,
            "\(worker.output)\(worker.messages)\n\(coordinator.process.standardError)"
        )
        #expect(coordinator.process.wait() == 0, "\(coordinator.process.standardError)")
        let losses = try finalLosses(coordinator.scratch, "run")
        let honest = try LiveCoordinator(flags)
        try honest.expectUndisturbedReport()
        let expected = try finalLosses(honest.scratch, "run")
        #expect(losses.count == expected.count)
        for (loss, other) in zip(losses, expected) {
            #expect(abs(loss - other) < Self.tolerance, "\(loss) and \(other)")
        }
    }

    /// The losses of the last epoch over all samples, in the order of the runs.
    private func finalLosses(_ scratch: Scratch, _ name: String) throws -> [Double] {
        let file = scratch.url.appending(path: name).appending(path: "epochs.csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let header = try #require(rows.first)
        let loss = try #require(header.firstIndex(of: "loss"))
        let epoch = try #require(header.firstIndex(of: "epoch"))
        let last = try #require(rows.dropFirst().compactMap { Int($0[epoch]) }.max())
        return rows.dropFirst().filter { Int($0[epoch]) == last }.compactMap { Double($0[loss]) }
    }
}
