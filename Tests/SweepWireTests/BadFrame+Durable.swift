internal import SweepModel
internal import SweepWire
internal import TrainingModel

extension BadFrame {
    /// Faults of the durable messages and FETCH.
    static let ofWork: [BadFrame] = metrics + parts + results + others

    private static let metrics: [BadFrame] = [
        metrics("pack 0", .range, "metrics.attempt") { $0.attempt(1, pack: 0) },
        metrics("pack 2⁶³", .range, "metrics.attempt") { $0.attempt(1, pack: 1 << 63) },
        metrics("attempt 0", .range, "metrics.attempt") { $0.attempt(1, number: 0) },
        metrics("attempt 2³² − 1", .range, "metrics.attempt") {
            $0.attempt(1, number: 0xFFFF_FFFF)
        },
        metrics("no epochs", .range, "metrics.epochs") { $0.varint(3, 0) },
        metrics("epochs of 2³² − 1", .range, "metrics.epochs") { $0.varint(3, 0xFFFF_FFFF) },
        metrics("epochs past the end", .range, "metrics.first_epoch") { $0.varint(2, 999_999) },
        metrics("no runs", .range, "metrics.runs") { $0.varint(4, 0) },
        metrics("17 runs", .range, "metrics.runs") { $0.varint(4, 17) },
        metrics("too many values", .count, "metrics") { $0.varint(3, 1_000_000) },
        metrics("one value too few", .length, "metrics.values") {
            $0.data(5, Array(repeating: 0, count: 2 * 4 * 3 * 4 - 4))
        },
        metrics("one byte too many", .length, "metrics.values") {
            $0.data(5, Array(repeating: 0, count: 2 * 4 * 3 * 4 + 1))
        },
        metrics("no such metric", .range, "metrics.metrics[4].metric") { $0.data(6, [99]) },
        metrics("a metric twice", .range, "metrics.metrics") { $0.data(6, [1]) },
    ]

    private static func metrics(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        _ write: (inout ProtobufWriter) -> Void
    ) -> BadFrame {
        BadFrame(fault, code, field, sequence: 1, body: 18) { writer in
            writer.attempt(1)
            writer.varint(2, 0)
            writer.varint(3, 2)
            writer.varint(4, 3)
            writer.data(5, Array(repeating: 0, count: 2 * 4 * 3 * 4))
            writer.data(6, [1, 2, 3, 4])
            write(&writer)
        }
    }

    private static let parts: [BadFrame] = [
        part("no blob", .missing, "part.blob.name", blob: { _ in }),
        part("dataset from a worker", .range, "part.blob.dataset", blob: { $0.dataset(1) }),
        part("no attempt", .range, "part.blob.parameters", blob: { $0.message(3) }),
        part(
            "checkpoint after no epoch",
            .range,
            "part.blob.checkpoint.epoch",
            blob: { name in name.message(2) { $0.attempt(1) } }
        ),
        part("no bytes", .length, "part.bytes") { $0.data(4, []) },
        part("too many bytes", .length, "part.bytes") {
            $0.varint(3, 1 << 21)
            $0.data(4, Array(repeating: 0, count: Limits.partSizeBytes + 1))
        },
        part("no length", .range, "part.total_bytes") { $0.varint(3, 0) },
        part("length of 2⁶⁴ − 1", .range, "part.total_bytes") { $0.varint(3, .max) },
        part("offset after the end", .range, "part.offset") { $0.varint(2, 8) },
        part("offset of 2⁶⁴ − 1", .range, "part.offset") { $0.varint(2, .max) },
        part("bytes past the end", .range, "part.bytes") { $0.varint(2, 5) },
    ]

    private static func part(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        _ write: (inout ProtobufWriter) -> Void = { _ in },
        blob: (inout ProtobufWriter) -> Void = { $0.attempt(3) }
    ) -> BadFrame {
        BadFrame(fault, code, field, sequence: 1, body: 32) { writer in
            writer.message(1, blob)
            writer.varint(3, 8)
            writer.data(4, [1, 2, 3, 4])
            write(&writer)
        }
    }

    private static let results: [BadFrame] = [
        BadFrame("no outcomes", .count, "result.outcomes", sequence: 1, body: 19) {
            $0.attempt(1)
        },
        BadFrame("17 outcomes", .count, "result.outcomes", sequence: 1, body: 19) { writer in
            writer.attempt(1)
            for _ in 0..<17 { writer.message(2) { $0.message(1) } }
        },
        BadFrame("no outcome", .missing, "result.outcomes[1].outcome", sequence: 1, body: 19) {
            writer in
            writer.attempt(1)
            writer.message(2) { $0.message(1) }
            writer.message(2)
        },
        BadFrame(
            "diverged in epoch 10⁶",
            .range,
            "result.outcomes[0].diverged.epoch",
            sequence: 1,
            body: 19
        ) { writer in
            writer.attempt(1)
            writer.message(2) { outcome in outcome.message(2) { $0.varint(1, 1_000_000) } }
        },
        BadFrame(
            "long reason",
            .length,
            "result.outcomes[0].failed.reason",
            sequence: 1,
            body: 19
        ) { writer in
            writer.attempt(1)
            writer.message(2) { outcome in
                outcome.message(3) { $0.text(1, String(repeating: "x", count: 1_025)) }
            }
        },
    ]

    private static let others: [BadFrame] = [
        BadFrame("refused nothing", .range, "refused.attempt", sequence: 1, body: 20),
        BadFrame("long refusal", .length, "refused.reason", sequence: 1, body: 20) {
            $0.attempt(1)
            $0.text(2, String(repeating: "x", count: 1_025))
        },
        BadFrame(
            "released attempt 0",
            .range,
            "released.attempts[1].attempt",
            sequence: 1,
            body: 21
        ) {
            $0.attempt(1)
            $0.attempt(1, number: 0)
        },
        BadFrame("fetch of nothing", .missing, "fetch.blob.name", body: 22),
        BadFrame("fetch of parameters", .range, "fetch.blob.parameters", body: 22) { writer in
            writer.message(1) { $0.attempt(3) }
        },
        BadFrame("fetch past 2 GiB", .range, "fetch.offset", body: 22) { writer in
            writer.message(1) { $0.dataset(1) }
            writer.varint(2, UInt64(Limits.blobSizeBytes))
        },
    ]
}

extension ProtobufWriter {
    /// Writes a SHA-256.
    fileprivate mutating func dataset(_ field: UInt64) {
        data(field, Array(repeating: 0, count: 32))
    }
}
