internal import SweepModel
internal import SweepWire
internal import TrainingModel

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
        BadFrame("WELCOME of version 1", .version, "envelope.version", version: 1, body: 48),
        welcome("to version 1", .version, "version") { $0.varint(1, 1) },
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
            $0.varint(1, 2)
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

    private static func offset(_ name: String, _ offset: UInt64) -> BadFrame {
        assign(name, .range, "generator_offsets[1].generator_offset") { writer in
            writer.data(
                11,
                ProtobufWriter {
                    $0.raw(0)
                    $0.raw(offset)
                }.bytes
            )
        }
    }

    private static func best(
        _ name: String,
        _ code: WireError.Code,
        _ field: String,
        validation: Bool = true,
        patience: UInt64 = 0,
        delta: Double = 0
    ) -> BadFrame {
        assign(name, code, field) { writer in
            if validation { writer.data(12, [UInt8(Metric.validationLoss.id)]) }
            writer.message(14) {
                $0.varint(1, patience)
                $0.double(2, delta)
            }
        }
    }

    private static let assignments: [BadFrame] = [
        assign("short digest", .length, "dataset") { $0.data(2, [1]) },
        assign("fold 10000", .range, "fold") { $0.varint(13, 10_000) },
        best("a best epoch without validation losses", .range, "best", validation: false),
        best("patience 100 001", .range, "best.patience", patience: 100_001),
        best("patience 2³² − 1", .range, "best.patience", patience: 4_294_967_295),
        best("a fall without patience", .range, "best.patience", delta: 0.5),
        best("a fall below 0", .range, "best.min_delta", patience: 1, delta: -0.5),
        best("a fall of ∞", .notFinite, "best.min_delta", patience: 1, delta: .infinity),
        best("a fall of NaN", .notFinite, "best.min_delta", patience: 1, delta: .nan),
        assign("no epochs", .range, "epochs") { $0.varint(5, 0) },
        assign("too many epochs", .range, "epochs") { $0.varint(5, 1_000_001) },
        assign("17 runs", .count, "seeds") { $0.data(10, Array(repeating: 0, count: 15)) },
        assign("an offset for one of two runs", .count, "generator_offsets") { $0.data(11, [5]) },
        offset("offset 2⁶³", 1 << 63),
        offset("offset 2⁶²", 1 << 62),
        offset("an offset that is skipped for a minute", UInt64(Limits.generatorOffset) + 1),
        assign("metric 0", .range, "metrics[4].metric") { $0.data(12, [0]) },
        assign("unknown metric", .range, "metrics[4].metric") { $0.data(12, [99]) },
        assign("a metric twice", .range, "metrics") { $0.data(12, [4]) },
        values("one layer", .range, "layers", axis: 4, units: [2]),
        values("65 layers", .range, "layers", axis: 4, units: Array(repeating: 1, count: 65)),
        values("layer without units", .range, "layers", axis: 4, units: [2, 0, 3]),
        values("layer of 65 537", .range, "layers", axis: 4, units: [65_537, 3]),
        assign("parameters of 17 GB", .range, "layers") { writer in
            writer.values(axis: 4, units: [65_536, 65_536])
        },
        values("empty batch", .range, "batch", axis: 3, [0]),
        values("batch of 2³² − 1", .range, "batch", axis: 3, [4_294_967_295]),
        values("half a sample", .range, "batch", axis: 3, [0.5]),
        values("a batch for each run", .count, "batch", axis: 3, [20, 30]),
        values("axis 0", .range, "axis", axis: 0, [1]),
        values("unknown axis", .range, "axis", axis: 99, [1]),
        values("no momentum", .count, "momentum", axis: 1, []),
        values("momenta of three runs", .count, "momentum", axis: 1, [0, 0.1, 0.2]),
        values("momentum 1", .range, "momentum", axis: 1, [1]),
        values("momentum −0.1", .range, "momentum", axis: 1, [0, -0.1]),
        values("momentum NaN", .notFinite, "momentum", axis: 1, [.nan]),
        values("learning rate 0", .range, "learning_rate", axis: 2, [0]),
        values("learning rate ∞", .notFinite, "learning_rate", axis: 2, [.infinity]),
        values("half a switch", .range, "nesterov", axis: 5, [0.5]),
        values("dampening 1.1", .range, "dampening", axis: 6, [1.1]),
        values("dampening −∞", .notFinite, "dampening", axis: 6, [-.infinity]),
        values("weight decay −1", .range, "weight_decay", axis: 7, [-1]),
        values("weight decay NaN", .notFinite, "weight_decay", axis: 7, [.signalingNaN]),
        words("an unknown optimizer", .range, "optimizer", axis: 9, ["lion"]),
        words("an optimizer for each run", .count, "optimizer", axis: 9, ["sgd", "adam"]),
        words("no optimizer", .count, "optimizer", axis: 9, []),
        words("an activation in capitals", .range, "activation", axis: 12, ["ReLU"]),
        words(
            "initializations of three runs",
            .count,
            "init",
            axis: 13,
            ["pytorch", "pytorch", ""]
        ),
        words("a schedule in other words", .range, "schedule", axis: 14, ["cosine"]),
        words("a schedule with blanks", .range, "schedule", axis: 14, ["step(3, 0.1)"]),
        words("a factor above 1", .range, "schedule", axis: 14, ["constant", "step(3,2)"]),
        words(
            "a cycle from below its base",
            .range,
            "schedule",
            path: "",
            axis: 14,
            [
                "one_cycle(0.85)"
            ]
        ),
        words(
            "a word of 129 bytes",
            .length,
            "schedule",
            axis: 14,
            [
                String(repeating: "s", count: 129)
            ]
        ),
        values("a number as a word", .count, "class_weight", axis: 15, [0]),
        values("dropout of all", .range, "dropout", axis: 17, [1]),
        assign("Nesterov with dampening", .range, "nesterov") { writer in
            writer.values(axis: 5, [0, 1])
            writer.values(axis: 6, [0, 0.5])
        },
        assign("axes that do not ascend", .range, "values[1].axis") { writer in
            writer.values(axis: 2, [0.1])
            writer.values(axis: 1, [0.1])
        },
        assign("an axis twice", .range, "values[1].axis") { writer in
            writer.values(axis: 1, [0.1])
            writer.values(axis: 1, [0.2])
        },
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

    private static func values(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        axis: UInt64,
        _ numbers: [Double] = [],
        units: [UInt64] = []
    ) -> BadFrame {
        assign(fault, code, "values[0].\(field)") {
            $0.values(axis: axis, numbers, units: units)
        }
    }

    private static func words(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        path: String = "values[0].",
        axis: UInt64,
        _ words: [String]
    ) -> BadFrame {
        assign(fault, code, path + field) { $0.values(axis: axis, words: words) }
    }

    private static func checkpoint(
        _ fault: String,
        _ field: String,
        _ write: (inout ProtobufWriter) -> Void
    ) -> BadFrame {
        assign("checkpoint \(fault)", .range, "checkpoint.\(field)") { $0.message(8, write) }
    }

    /// An assignment with two valid runs, and then what `write` writes.
    private static func assign(
        _ fault: String,
        _ code: WireError.Code,
        _ field: String,
        _ write: (inout ProtobufWriter) -> Void
    ) -> BadFrame {
        BadFrame(fault, code, "assign.\(field)", body: 51) { writer in
            writer.attempt(1)
            writer.data(2, Array(repeating: 0, count: 32))
            writer.varint(5, 100)
            writer.data(10, [1, 2])
            writer.data(12, [1, 2, 3, 4])
            write(&writer)
        }
    }
}

extension ProtobufWriter {
    /// Values of an axis within an assignment.
    fileprivate mutating func values(
        axis: UInt64,
        _ numbers: [Double] = [],
        units: [UInt64] = [],
        words: [String] = []
    ) {
        message(9) { values in
            values.varint(1, axis)
            values.data(2, numbers.flatMap { LittleEndian.bytes(of: $0.bitPattern) })
            values.data(3, ProtobufWriter { for count in units { $0.raw(count) } }.bytes)
            for word in words { values.data(4, Array(word.utf8)) }
        }
    }
}
