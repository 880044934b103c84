internal import SweepModel
internal import SweepTesting
internal import SweepWire
internal import Testing
internal import TrainingModel

/// Each fault of a frame is found, named and told apart.
struct BadFrameTests {
    @Test(arguments: BadFrame.envelopes + BadFrame.greetings + BadFrame.ofWork)
    func `a coordinator refuses a bad frame`(bad: BadFrame) {
        let error = #expect(throws: WireError.self) { try WorkerEnvelope(decoding: bad.frame) }
        #expect(error?.code == bad.code)
        #expect(error?.field == bad.field)
    }

    @Test(arguments: BadFrame.fromCoordinator)
    func `a worker refuses a bad frame`(bad: BadFrame) {
        let error = #expect(throws: WireError.self) {
            try CoordinatorEnvelope(decoding: bad.frame)
        }
        #expect(error?.code == bad.code)
        #expect(error?.field == bad.field)
    }

    @Test func `an error names the field, the value and what is allowed`() {
        let frame = ProtobufWriter {
            $0.varint(1, 2)
            $0.fixed(2, 9)
            $0.varint(3, 1)
            $0.message(18) {
                $0.attempt(1)
                $0.varint(3, 2)
                $0.varint(4, 17)
            }
        }.bytes
        let error = #expect(throws: WireError.self) { try WorkerEnvelope(decoding: frame) }
        #expect(error?.description == "range: metrics.runs is 17, allowed is 1...16")
    }

    /// A newer peer may add fields at any depth.
    @Test func `unknown fields are ignored`() throws {
        let frame = ProtobufWriter {
            $0.varint(1, 2)
            $0.fixed(2, 9)
            $0.text(9, "new")
            $0.message(17) { heartbeat in
                heartbeat.message(1) {
                    $0.attempt(1)
                    $0.varint(2, 2)
                    $0.double(77, 0.5)
                }
                heartbeat.varint(2_000, 1)
            }
            $0.fixed(64, 1)
        }.bytes
        let line = InventoryLine(
            attempt: AttemptID(pack: PackID(7), number: AttemptNumber(2)),
            state: .training,
            epoch: 0
        )
        let envelope = WorkerEnvelope(
            session: SessionID(9),
            sequence: .none,
            message: .heartbeat([line])
        )
        #expect(try WorkerEnvelope(decoding: frame) == envelope)
    }

    /// Otherwise a worker of another version could not be told why it is refused.
    @Test func `HELLO and REJECTED are read in any version`() throws {
        var generator = SplitMix64(seed: 1)
        let hello = WorkerEnvelope(
            session: .none,
            sequence: .none,
            message: .hello(generator.hello())
        )
        let rejected = CoordinatorEnvelope(
            session: .none,
            acknowledged: .none,
            message: .rejected(Rejection(code: .version, detail: "version 1 only"))
        )
        var frame = hello.encoded()
        #expect(frame[0..<2] == [8, 2])
        frame[1] = 1
        #expect(try WorkerEnvelope(decoding: frame) == hello)
        frame = rejected.encoded()
        frame[1] = 1
        #expect(try CoordinatorEnvelope(decoding: frame) == rejected)
    }

    /// A client may declare the values of METRICS as packed floats: the bytes are the same.
    @Test func `values are packed little-endian floats`() throws {
        let block = EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 0,
            epochCount: 1,
            runCount: 1,
            values: [1, -2, 0.5, 0]
        )
        let envelope = WorkerEnvelope(
            session: SessionID(9),
            sequence: SequenceNumber(1),
            message: .metrics(AttemptID(pack: PackID(7), number: AttemptNumber(2)), block)
        )
        let values: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F, 0, 0, 0, 0]
        let metrics: [UInt8] = [0x32, 4, 1, 2, 3, 4]
        #expect(Array(envelope.encoded().suffix(24)) == [0x2A, 16] + values + metrics)
    }
}
