internal import Glibc

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

extension Endpoint {
    /// Whether only this machine can reach the endpoint, given what its host stands for.
    ///
    /// Decided on `addresses`, so that no spelling slips through: a host is loopback when it stands
    /// for something and all of that is loopback. `*`, wildcard addresses and interface names are
    /// not. `ipc` and `inproc` never leave the machine.
    public func isLoopback(resolved addresses: [IPAddress]) -> Bool {
        guard case .tcp(let host, _) = transport else { return true }
        return host != "*" && !addresses.isEmpty && addresses.allSatisfy(\.isLoopback)
    }

    /// Whether a socket needs ``SocketOptions/allowsIPv6`` to get there: there is no IPv4 address.
    public func needsIPv6(resolved addresses: [IPAddress]) -> Bool {
        !addresses.isEmpty && addresses.allSatisfy(\.isIPv6)
    }

    /// What the endpoint's host stands for, in the system's order.
    ///
    /// Empty for `*` and for the name of an interface, which may get any address at any time, and
    /// for transports without a host. Throws ``ZeroMQError`` when the name is unknown. May wait for
    /// the network: call it before the loop starts.
    public func resolvedAddresses() throws -> [IPAddress] {
        guard case .tcp(let host, _) = transport, host != "*", if_nametoindex(host) == 0 else {
            return []
        }
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &first)
        guard status == 0 else {
            throw ZeroMQError(
                .call(name: "getaddrinfo", errorNumber: status),
                "the host is unknown: \(String(cString: gai_strerror(status)))",
                address: host
            )
        }
        defer { freeaddrinfo(first) }
        var addresses: [IPAddress] = []
        var next = first
        while let entry = next {
            if let address = IPAddress(entry.pointee.ai_addr) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses
    }
}

extension IPAddress {
    /// Reads a socket address; `nil` unless it is one of IPv4 or IPv6.
    fileprivate init?(_ address: UnsafePointer<sockaddr>?) {
        guard let address else { return nil }
        let raw = UnsafeRawPointer(address)
        switch CInt(address.pointee.sa_family) {
        case AF_INET:
            var host = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            self.init(bytes: withUnsafeBytes(of: &host) { Array($0) })
        case AF_INET6:
            var host = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self.init(bytes: withUnsafeBytes(of: &host) { Array($0) })
        default:
            return nil
        }
    }
}
