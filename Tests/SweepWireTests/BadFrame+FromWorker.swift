internal import SweepModel
internal import SweepWire
internal import TrainingModel

extension BadFrame {
    /// Faults of the frame and the envelope.
    static let envelopes: [BadFrame] = [
        BadFrame("empty", .frameSize, "frame", frame: []),
        BadFrame(
            "too long",
            .frameSize,
            "frame",
            frame: Array(repeating: 0, count: Limits.frameSizeBytes + 1)
        ),
        BadFrame("no whole varint", .malformed, "envelope", frame: [0x80]),
        BadFrame(
            "varint of 11 bytes",
            .malformed,
            "envelope",
            frame: [8] + Array(repeating: 0xFF, count: 10) + [1]
        ),
        BadFrame("group", .malformed, "envelope", frame: [0x0B, 0x0C]),
        BadFrame("content longer than the frame", .malformed, "envelope", frame: [0x0A, 5, 1]),
        BadFrame(
            "length of 2⁶⁴ − 1",
            .malformed,
            "envelope",
            frame: [0x0A] + Array(repeating: 0xFF, count: 9) + [1]
        ),
        BadFrame("field number 0 in the body", .malformed, "envelope", body: 17) {
            $0.varint(0, 1)
        },
        BadFrame("no body", .body, "envelope", frame: [8, 1]),
        BadFrame("unknown body", .body, "envelope", body: 40),
        BadFrame("body of a coordinator", .body, "envelope", body: 52),
        BadFrame("body that is a number", .body, "envelope", frame: [8, 2, 0xB8, 1, 5]),
        BadFrame(
            "two bodies",
            .body,
            "envelope",
            frame: ProtobufWriter {
                $0.varint(1, 2)
                $0.message(23)
                $0.message(22)
            }.bytes
        ),
        BadFrame("version 0", .version, "envelope.version", version: 0, body: 23),
        BadFrame("version 1", .version, "envelope.version", version: 1, body: 17),
        BadFrame("HELLO of version 0", .version, "envelope.version", version: 0, body: 16),
        BadFrame("session in HELLO", .session, "envelope.session", body: 16) { $0.hello() },
        BadFrame("no session", .session, "envelope.session", session: 0, body: 17),
        BadFrame("numbered HEARTBEAT", .sequence, "envelope.sequence", sequence: 1, body: 17),
        BadFrame("RELEASED without number", .sequence, "envelope.sequence", body: 21),
        BadFrame("number 2⁶⁴ − 1", .range, "envelope.sequence", sequence: .max, body: 21),
        BadFrame("long inventory", .frameSize, "envelope.body", body: 17) { writer in
            for _ in 0..<140_000 { writer.message(1) }
        },
    ]

    /// Faults of HELLO and HEARTBEAT.
    static let greetings: [BadFrame] = [
        hello("versions from 0", .range, "oldest_version") { $0.varint(1, 0) },
        hello("versions upside down", .range, "newest_version") { $0.varint(1, 2) },
        hello("no worker", .missing, "worker") { $0.fixed(3, 0) },
        hello("no label", .length, "label") { $0.text(4, "") },
        hello("long label", .length, "label") { $0.text(4, String(repeating: "x", count: 1_025)) },
        hello("no UTF-8", nil) { $0.data(5, [0xFF]) },
        hello("surrogate in UTF-8", nil) { $0.data(6, [0xED, 0xA0, 0x80]) },
        hello("short canary", .length, "canary") { $0.data(7, Array(repeating: 0, count: 31)) },
        hello("long canary", .length, "canary") { $0.data(7, Array(repeating: 0, count: 33)) },
        hello("too many slots", .range, "slots") { $0.varint(8, 4_097) },
        hello("too many credits", .range, "prefetch") {
            $0.varint(8, 4_096)
            $0.varint(9, 1)
        },
        hello("slots of 2³² − 1", .range, "slots") { $0.varint(8, 0xFFFF_FFFF) },
        hello("line without attempt", .range, "inventory[0].attempt") { writer in
            writer.message(10) { $0.varint(2, 1) }
        },
        hello("state 0", .unknownValue, "inventory[0].state") { writer in
            writer.message(10) { $0.attempt(1) }
        },
        hello("state 9", .unknownValue, "inventory[1].state") { writer in
            writer.message(10) {
                $0.attempt(1)
                $0.varint(2, 1)
            }
            writer.message(10) {
                $0.attempt(1)
                $0.varint(2, 9)
            }
        },
        hello("epoch 1 000 001", .range, "inventory[0].epoch") { writer in
            writer.message(10) {
                $0.attempt(1)
                $0.varint(2, 1)
                $0.varint(3, 1_000_001)
            }
        },
        BadFrame("8 193 lines", .count, "heartbeat.inventory", body: 17) { writer in
            for _ in 0...Limits.attemptsPerMessage {
                writer.message(1) {
                    $0.attempt(1)
                    $0.varint(2, 1)
                }
            }
        },
    ]

    private static func hello(
        _ fault: String,
        _ code: WireError.Code?,
        _ field: String = "",
        _ write: (inout ProtobufWriter) -> Void
    ) -> BadFrame {
        let field = code == nil ? "envelope" : "hello.\(field)"
        return BadFrame(fault, code ?? .malformed, field, session: 0, body: 16) {
            $0.hello()
            write(&$0)
        }
    }
}

extension ProtobufWriter {
    /// Writes the fields of a valid HELLO; of a field that is written again, the last counts.
    fileprivate mutating func hello() {
        varint(1, 1)
        varint(2, 1)
        fixed(3, 5)
        text(4, "host/1")
        text(5, "1.0.0")
        text(6, "1")
        data(7, Array(repeating: 7, count: 32))
        varint(8, 2)
    }
}
