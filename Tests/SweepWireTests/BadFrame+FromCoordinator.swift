internal import SweepModel
internal import SweepWire

extension BadFrame {
    /// Faults of what a coordinator sends.
    static let fromCoordinator: [BadFrame] = terms + lists + assignments

    private static let terms: [BadFrame] = [
        BadFrame("body of a worker", .body, "envelope", body: 17),
        BadFrame("numbered message", .sequence, "envelope.sequence", sequence: 1, body: 52),
        BadFrame("no session", .session, "envelope.session", session: 0, body: 52),
        BadFrame(
            "acknowledges 2⁶³ − 1",
            .range,
            "envelope.acknowledged",
            acknowledged: UInt64(Int64.max),
            body: 52
        ),
        BadFrame("WELCOME of version 2", .version, "envelope.version", version: 2, body: 48),
        welcome("to version 2", .version, "version") { $0.varint(1, 2) },
        welcome("incarnation 0", .range, "incarnation") { $0.varint(2, 0) },
        welcome("no heartbeats", .range, "heartbeat_interval_nanoseconds") { $0.varint(3, 0) },
        welcome("heartbeat after 2⁶⁴ − 1 ns", .range, "heartbeat_interval_nanoseconds") {
            $0.varint(3, .max)
        },
        welcome("no lease", .range, "lease_nanoseconds") { $0.varint(4, 999_999) },
        welcome("checkpoint after 300 years", .range, "checkpoint_interval_nanoseconds") {
            $0.varint(5, UInt64(Int64.max))
        },
        welcome("verdict 0", .unknownValue, "verdicts[1].verdict") { $0.data(6, [1, 0]) },
        welcome("verdict 3", .unknownValue, "verdicts[0].verdict") { $0.data(6, [3]) },
        welcome("8 193 verdicts", .count, "verdicts") {
            $0.data(6, Array(repeating: 1, count: 8_193))
        },
        welcome("long build", .length, "build") {
            $0.text(7, String(repeating: "x", count: 1_025))
        },
        BadFrame("rejected without code", .unknownValue, "rejected.code", session: 0, body: 49),
        BadFrame("rejected with code 6", .unknownValue, "rejected.code", session: 0, body: 49) {
            $0.varint(1, 6)
        },
    ]

    private static func welcome(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        _ write: (inout ProtobufWriter) -> Void
    ) -> BadFrame {
        BadFrame(fault, code, "welcome.\(field)", body: 48) {
            $0.varint(1, 1)
            $0.varint(2, 1)
            $0.varint(3, 1_000_000_000)
            $0.varint(4, 5_000_000_000)
            $0.varint(5, 0)
            write(&$0)
        }
    }

    private static let lists: [BadFrame] = [
        BadFrame("stop attempt 0", .range, "heartbeat_acknowledged.stop[0].attempt", body: 50) {
            $0.attempt(1, number: 0)
        },
        BadFrame("cancel 8 193", .count, "cancel.attempts", body: 53) { writer in
            for _ in 0...Limits.attemptsPerMessage { writer.attempt(1) }
        },
        BadFrame("short digest is missing", .length, "missing.blob.dataset", body: 54) { writer in
            writer.message(1) { $0.data(1, [1, 2, 3]) }
        },
        BadFrame("parameters from a coordinator", .range, "part.blob.parameters", body: 32) {
            writer in
            writer.message(1) { $0.attempt(3) }
        },
    ]

    private static let assignments: [BadFrame] = [
        assign("short digest", .length, "dataset") { $0.data(2, [1]) },
        assign("one layer", .count, "layers", layers: [2]),
        assign("65 layers", .count, "layers", layers: Array(repeating: 1, count: 65)),
        assign("layer without units", .range, "layers[1].units", layers: [2, 0, 3]),
        assign("layer of 65 537", .range, "layers[0].units", layers: [65_537, 3]),
        assign("parameters of 17 GB", .range, "layers", layers: [65_536, 65_536]),
        assign("empty batch", .range, "batch") { $0.varint(4, 0) },
        assign("batch of 2³² − 1", .range, "batch") { $0.varint(4, 0xFFFF_FFFF) },
        assign("no epochs", .range, "epochs") { $0.varint(5, 0) },
        assign("too many epochs", .range, "epochs") { $0.varint(5, 1_000_001) },
        assign("17 runs", .count, "runs") { writer in
            for _ in 0..<16 { writer.message(7) { $0.double(2, 0.1) } }
        },
        run("momentum 1", .range, "momentum") { $0.double(1, 1) },
        run("momentum −0.1", .range, "momentum") { $0.double(1, -0.1) },
        run("momentum NaN", .notFinite, "momentum") { $0.double(1, .nan) },
        run("learning rate 0", .range, "learning_rate") { $0.double(2, 0) },
        run("learning rate ∞", .notFinite, "learning_rate") { $0.double(2, .infinity) },
        run("dampening 1.1", .range, "dampening") { $0.double(4, 1.1) },
        run("dampening −∞", .notFinite, "dampening") { $0.double(4, -.infinity) },
        run("Nesterov with dampening", .range, "dampening") {
            $0.varint(3, 1)
            $0.double(4, 0.5)
        },
        run("weight decay −1", .range, "weight_decay") { $0.double(5, -1) },
        run("weight decay NaN", .notFinite, "weight_decay") { $0.double(5, .signalingNaN) },
        run("offset 2⁶³", .range, "generator_offset") { $0.varint(7, 1 << 63) },
        checkpoint("of another pack", "attempt") { $0.attempt(1, pack: 8, number: 1) },
        checkpoint("of the same attempt", "attempt") { $0.attempt(1) },
        checkpoint("after too many epochs", "epoch") {
            $0.attempt(1, number: 1)
            $0.varint(2, 101)
        },
        checkpoint("without length", "total_bytes") {
            $0.attempt(1, number: 1)
            $0.varint(2, 100)
        },
    ]

    private static func run(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        _ write: (inout ProtobufWriter) -> Void
    ) -> BadFrame {
        assign(fault, code, "runs[1].\(field)") { writer in
            writer.message(7) {
                $0.double(2, 0.1)
                write(&$0)
            }
        }
    }

    private static func checkpoint(
        _ fault: String,
        _ field: String,
        _ write: (inout ProtobufWriter) -> Void
    ) -> BadFrame {
        assign("checkpoint \(fault)", .range, "checkpoint.\(field)") { $0.message(8, write) }
    }

    /// An assignment with one valid run, and then what `write` writes.
    private static func assign(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        layers: [UInt64] = [2, 50, 3],
        _ write: (inout ProtobufWriter) -> Void = { _ in }
    ) -> BadFrame {
        BadFrame(fault, code, "assign.\(field)", body: 51) { writer in
            writer.attempt(1)
            writer.data(2, Array(repeating: 0, count: 32))
            writer.data(3, ProtobufWriter { for units in layers { $0.raw(units) } }.bytes)
            writer.varint(4, 20)
            writer.varint(5, 100)
            writer.message(7) { $0.double(2, 0.1) }
            write(&writer)
        }
    }
}
