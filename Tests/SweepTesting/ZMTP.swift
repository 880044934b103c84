/// The bytes of ZMTP 3.0, the protocol of libzmq.
///
/// - Source: ZeroMQ RFC 23.
package enum ZMTP {
    /// The bytes of a greeting.
    package static let greetingSizeBytes = 64

    /// What each greeting starts with.
    package static let signature: [UInt8] = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F]

    /// The greeting of a peer with a security mechanism, such as `NULL` or `CURVE`.
    package static func greeting(_ mechanism: String, isServer: Bool = false) -> [UInt8] {
        let name = Array(mechanism.utf8)
        let padded = name + [UInt8](repeating: 0, count: 20 - name.count)
        return signature + [3, 0] + padded + [isServer ? 1 : 0] + [UInt8](repeating: 0, count: 31)
    }

    /// A short command.
    ///
    /// - Precondition: Its name and its body have at most 254 bytes.
    package static func command(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = [UInt8(name.utf8.count)] + Array(name.utf8) + body
        precondition(content.count < 256, "a short command")
        return [4, UInt8(content.count)] + content
    }

    /// One of the properties that the command READY lists.
    package static func property(_ name: String, _ value: String) -> [UInt8] {
        [UInt8(name.utf8.count)] + Array(name.utf8) + [0, 0, 0, UInt8(value.utf8.count)]
            + Array(value.utf8)
    }
}
