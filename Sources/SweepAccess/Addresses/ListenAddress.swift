internal import Foundation
internal import HostSystem
public import ZeroMQ

/// Where a coordinator listens, and who can reach it there.
public struct ListenAddress: Hashable, Sendable {
    /// What the user asked for.
    public let asked: Endpoint

    /// What to bind: an address in place of a host's name, which libzmq does not take.
    public let bound: Endpoint

    /// Whether only this machine can reach it, however it is spelled.
    public let isLoopback: Bool

    /// Whether the socket must allow IPv6.
    public let allowsIPv6: Bool

    /// Resolves `endpoint`; may wait for the network.
    ///
    /// - Throws: ``ZeroMQ/ZeroMQError`` if the host is unknown.
    public init(_ endpoint: Endpoint) throws {
        let addresses = try endpoint.resolvedAddresses()
        asked = endpoint
        isLoopback = endpoint.isLoopback(resolved: addresses)
        guard let (host, port) = endpoint.hostAndPort,
            let address = addresses.first(where: { !$0.isIPv6 }) ?? addresses.first
        else {
            // A wildcard is bound for IPv4 and IPv6 alike.
            bound = endpoint
            allowsIPv6 = endpoint.hostAndPort?.host == "*"
            return
        }
        bound = host.contains(":") ? endpoint : try Endpoint(host: address.text, port: port)
        allowsIPv6 = address.isIPv6
    }

    /// The endpoints that workers can use, given the one that was really bound.
    ///
    /// For a wildcard these are all addresses of the machine that others can reach, IPv4 first, and
    /// the loopback address if there are none.
    ///
    /// - Throws: ``AccessError`` if the system does not report its addresses.
    public static func reachable(_ bound: Endpoint) throws -> [Endpoint] {
        guard let (host, port) = bound.hostAndPort, ["*", "0.0.0.0", "::"].contains(host) else {
            return [bound]
        }
        let addresses = try MachineAddresses.nonLoopback().filter {
            host != "0.0.0.0" || !$0.contains(":")
        }
        let hosts = addresses.isEmpty ? ["127.0.0.1"] : addresses
        return try hosts.map { try Endpoint(host: $0, port: port) }
    }
}

extension IPAddress {
    /// The address in the usual notation.
    fileprivate var text: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard
                inet_ntop(
                    isIPv6 ? AF_INET6 : AF_INET,
                    bytes,
                    buffer.baseAddress,
                    socklen_t(buffer.count)
                ) != nil, let start = buffer.baseAddress
            else { preconditionFailure("4 or 16 bytes are an address") }
            return String(cString: start)
        }
    }
}

/// The addresses under which other machines may reach this one.
enum MachineAddresses {
    /// All addresses of interfaces that are up, but for loopback and link-local ones, IPv4 first.
    ///
    /// - Throws: ``AccessError`` if the system does not report them.
    static func nonLoopback() throws -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else {
            throw AccessError(.inputOutput, "getifaddrs: \(HostError.words(for: errno))")
        }
        defer { freeifaddrs(first) }
        var four: [String] = []
        var six: [String] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.ifa_next
            let isUsable =
                entry.ifa_flags & UInt32(IFF_UP) != 0
                && entry.ifa_flags & UInt32(IFF_LOOPBACK) == 0
            guard isUsable, let address = entry.ifa_addr else { continue }
            switch CInt(address.pointee.sa_family) {
            case AF_INET: four.append(text(of: address, size: MemoryLayout<sockaddr_in>.size))
            case AF_INET6: six.append(text(of: address, size: MemoryLayout<sockaddr_in6>.size))
            default: continue
            }
        }
        // A link-local address means nothing without the name of an interface of the other machine.
        return four + six.filter { !$0.contains("%") }
    }

    private static func text(of address: UnsafePointer<sockaddr>, size: Int) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { buffer in
            let status = getnameinfo(
                address,
                socklen_t(size),
                buffer.baseAddress,
                socklen_t(buffer.count),
                nil,
                0,
                NI_NUMERICHOST
            )
            guard status == 0, let start = buffer.baseAddress else {
                preconditionFailure("an address of an interface can be written: \(status)")
            }
            return String(cString: start)
        }
    }
}
