/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable {
    /// The address in network order: 4 bytes or 16.
    public let bytes: [UInt8]

    /// Whether this is an IPv6 address.
    public var isIPv6: Bool { bytes.count == 16 }

    /// Whether only this machine can reach it: 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104.
    ///
    /// The wildcards 0.0.0.0 and :: are every address of the machine, so they are not.
    public var isLoopback: Bool {
        guard isIPv6 else { return bytes[0] == 127 }
        let mappedPrefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        if bytes.starts(with: mappedPrefix) { return bytes[12] == 127 }
        return bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    /// Wraps an address in network order.
    ///
    /// - Precondition: There are 4 or 16 bytes.
    public init(bytes: [UInt8]) {
        precondition(bytes.count == 4 || bytes.count == 16, "an address has 4 or 16 bytes")
        self.bytes = bytes
    }
}
