import SweepTesting
import TrainingModel

/// Bytes that no client of the coordinator sends, and what they pretend to be.
struct RawInput: Sendable {
    /// What it is.
    let name: String

    /// The bytes, in one piece.
    let bytes: [UInt8]

    /// What a stranger may send before anybody knows who it is.
    static let all: [RawInput] =
        [
            RawInput(name: "silence", bytes: []),
            RawInput(name: "one byte", bytes: [0xFF]),
            RawInput(name: "noise", bytes: noise(count: 64 << 10)),
            RawInput(name: "HTTP", bytes: Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)),
            RawInput(
                name: "TLS",
                bytes: [22, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3] + noise(count: 501)
            ),
            RawInput(name: "SSH", bytes: Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)),
            RawInput(name: "ZMTP 1.0", bytes: [1, 0] + [5, 0] + Array("worm".utf8)),
            RawInput(name: "ZMTP 2.0", bytes: ZMTP.signature + [1, 5, 0, 0]),
            RawInput(name: "NULL", bytes: greeting("NULL") + ready),
            RawInput(name: "PLAIN", bytes: greeting("PLAIN") + command("HELLO", [1, 97, 1, 98])),
            RawInput(
                name: "GSSAPI",
                bytes: greeting("GSSAPI") + command("INITIATE", [0, 0, 0, 0])
            ),
            RawInput(name: "a server", bytes: greeting("CURVE", isServer: true)),
            RawInput(name: "a mechanism of 20 bytes", bytes: greeting("AAAAAAAAAAAAAAAAAAAA")),
            RawInput(name: "CURVE READY first", bytes: greeting("CURVE") + ready),
            RawInput(name: "an empty HELLO", bytes: greeting("CURVE") + command("HELLO", [])),
            RawInput(name: "noise as HELLO", bytes: curveHello),
            RawInput(name: "HELLO twice", bytes: curveHello + command("HELLO", noise(count: 194))),
            RawInput(
                name: "INITIATE first",
                bytes: greeting("CURVE") + command("INITIATE", noise(count: 240))
            ),
            RawInput(
                name: "a message first",
                bytes: greeting("CURVE") + [0, 5] + Array("hello".utf8)
            ),
            RawInput(
                name: "2^63 bytes announced",
                bytes: greeting("CURVE") + [2, 0x7F] + [UInt8](repeating: 0xFF, count: 7)
            ),
            RawInput(
                name: "a command of 1 GiB announced",
                bytes: greeting("CURVE") + [6, 0, 0, 0, 0, 0x40, 0, 0, 0]
            ),
        ]
        + [1, 9, 10, 11, 12, 31, 32, 33, 63].map { count in
            RawInput(
                name: "a greeting of \(count) bytes",
                bytes: Array(greeting("CURVE").prefix(count))
            )
        }
        + [65, 66, 72, 100, 264].map { count in
            RawInput(name: "a HELLO cut at \(count)", bytes: Array(curveHello.prefix(count)))
        }

    private static let ready = command(
        "READY",
        ZMTP.property("Socket-Type", "DEALER")
    )

    private static let curveHello = greeting("CURVE") + command("HELLO", noise(count: 194))

    private static func greeting(_ mechanism: String, isServer: Bool = false) -> [UInt8] {
        ZMTP.greeting(mechanism, isServer: isServer)
    }

    private static func command(_ name: String, _ body: [UInt8]) -> [UInt8] {
        ZMTP.command(name, body)
    }

    /// Bytes without a pattern, the same in every run.
    private static func noise(count: Int) -> [UInt8] {
        var generator = SplitMix64(seed: 1)
        return generator.bytes(count: count)
    }
}
