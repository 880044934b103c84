internal import SweepModel
internal import SweepTesting
internal import SweepWire
internal import Testing
internal import TrainingModel

/// Whatever is encoded is decoded to the same value.
struct RoundTripTests {
    @Test(arguments: 0..<40)
    func `a worker's random messages come back as they were`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<100 {
            let envelope = generator.workerEnvelope()
            #expect(try WorkerEnvelope(decoding: envelope.encoded()) == envelope)
        }
    }

    @Test(arguments: 0..<40)
    func `a coordinator's random messages come back as they were`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<100 {
            let envelope = generator.coordinatorEnvelope()
            #expect(try CoordinatorEnvelope(decoding: envelope.encoded()) == envelope)
        }
    }

    /// The bounds of the model fit the frame: the largest message of each kind is sent and read.
    @Test func `the largest messages fit a frame`() throws {
        var generator = SplitMix64(seed: 1)
        let attempt = AttemptID(
            pack: PackID(UInt64(Int.max)),
            number: AttemptNumber(UInt32(Int32.max))
        )
        let longText = String(repeating: "x", count: Limits.textSizeBytes)
        let line = InventoryLine(attempt: attempt, state: .finished, epoch: Limits.epochs)
        var hello = generator.hello()
        hello.label = longText
        hello.build = longText
        hello.core = longText
        hello.inventory = Array(repeating: line, count: Limits.attemptsPerMessage)
        let epochCount = Limits.valuesPerBlock / (Limits.runsPerPack * Metric.standard.count)
        let block = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 0,
            epochCount: epochCount,
            runCount: Limits.runsPerPack,
            values: Array(repeating: .nan, count: Limits.valuesPerBlock)
        )
        let part = BlobPart(
            name: .checkpoint(attempt, epoch: Limits.epochs),
            offset: Limits.blobSizeBytes - Limits.partSizeBytes,
            totalBytes: Limits.blobSizeBytes,
            bytes: generator.bytes(count: Limits.partSizeBytes)
        )
        let outcomes = Array(
            repeating: RunOutcome.failed(reason: longText),
            count: Limits.runsPerPack
        )
        let attempts = Array(repeating: attempt, count: Limits.attemptsPerMessage)
        let messages: [WorkerMessage] = [
            .hello(hello), .heartbeat(hello.inventory), .metrics(attempt, block), .part(part),
            .result(attempt, outcomes), .released(attempts),
        ]
        for message in messages {
            let isHello = if case .hello = message { true } else { false }
            let envelope = WorkerEnvelope(
                session: isHello ? .none : SessionID(.max),
                sequence: SequenceNumber(message.isDurable ? UInt64(Int.max - 1) : 0),
                message: message
            )
            let frame = envelope.encoded()
            #expect(frame.count <= Limits.frameSizeBytes)
            #expect(try WorkerEnvelope(decoding: frame) == envelope)
        }
    }

    /// Words for people may be of any length when they are written, and never split a character.
    @Test(arguments: [0, 339, 340, 341, 9_999])
    func `a long reason is cut between characters`(count: Int) throws {
        let reason = "é" + String(repeating: "→", count: count)
        let envelope = WorkerEnvelope(
            session: SessionID(1),
            sequence: SequenceNumber(1),
            message: .refused(AttemptID(pack: PackID(1), number: .first), reason: reason)
        )
        let decoded = try WorkerEnvelope(decoding: envelope.encoded())
        guard case .refused(_, let text) = decoded.message else {
            Issue.record("decoded \(decoded.message)")
            return
        }
        #expect(reason.hasPrefix(text))
        #expect(text.utf8.count <= Limits.textSizeBytes)
        #expect(text == reason || text.utf8.count + 3 > Limits.textSizeBytes)
    }
}
