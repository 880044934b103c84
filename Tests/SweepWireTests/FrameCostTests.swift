internal import SweepModel
internal import SweepWire
internal import Testing
internal import TrainingModel

/// What a frame costs its sender.
struct FrameCostTests {
    private func cost(_ message: WorkerMessage) -> Int {
        let sequence = message.isDurable ? SequenceNumber(1) : .none
        return FrameCost.units(
            of: WorkerEnvelope(session: SessionID(1), sequence: sequence, message: message)
                .encoded()
        )
    }

    private static func lines(_ count: Int) -> [InventoryLine] {
        (1...count).map { number in
            InventoryLine(
                attempt: AttemptID(pack: PackID(UInt64(number)), number: .first),
                state: .training,
                epoch: 1_000
            )
        }
    }

    @Test func `a heartbeat costs what its lines cost`() {
        #expect(cost(.heartbeat([])) == 1)
        let short = cost(.heartbeat(Self.lines(80)))
        let long = cost(.heartbeat(Self.lines(8_000)))
        #expect((80...120).contains(long / short))
        // One peer gets some tens of the longest ones in a second.
        #expect(Limits.costPerSecond / long < 50)
    }

    @Test
    func `bulk costs less than lists of the same length, and a request as much as its answer`() {
        let name = BlobName.parameters(AttemptID(pack: PackID(1), number: .first))
        let bytes = [UInt8](repeating: 0, count: Limits.partSizeBytes)
        let part = BlobPart(name: name, offset: 0, totalBytes: bytes.count, bytes: bytes)
        #expect(cost(.part(part)) == 65)
        let checkpoint = BlobName.checkpoint(.init(pack: PackID(1), number: .first), epoch: 1)
        #expect(cost(.fetch(checkpoint, offset: 0)) == 65)
    }

    @Test(arguments: [[], [0xFF], [UInt8](repeating: 0xFF, count: 100_000)])
    func `what is no message has a cost, too`(frame: [UInt8]) {
        #expect(FrameCost.units(of: frame) == 1 + frame.count / 64)
    }
}
