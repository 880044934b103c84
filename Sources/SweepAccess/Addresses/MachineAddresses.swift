internal import Foundation

/// The addresses under which other machines may reach this one.
enum MachineAddresses {
    /// All addresses of interfaces that are up, but for loopback and link-local ones, IPv4 first.
    ///
    /// - Throws: ``AccessError`` if the system does not tell them.
    static func nonLoopback() throws -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else {
            throw AccessError(.inputOutput, "getifaddrs: \(String(cString: strerror(errno)))")
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
