/// Where a socket binds or connects: `tcp://HOST:PORT`, `ipc://PATH` or `inproc://NAME`.
///
/// libzmq knows more transports; they would only widen what a stranger can reach.
public struct Endpoint: Hashable, Sendable {
    /// The transport with its address.
    public let transport: Transport

    /// Reads an endpoint; throws ``ZeroMQError`` with the text and what is allowed.
    public init(_ text: String) throws {
        do {
            transport = try Transport(text)
        } catch let error as ZeroMQError {
            throw ZeroMQError(error.code, error.message, address: text)
        }
    }

    /// The endpoint of a TCP port of `host`; port 0 lets the system choose.
    public init(host: String, port: UInt16) throws {
        try self.init("tcp://\(host.contains(":") ? "[\(host)]" : host):\(port)")
    }

    /// The host and the port of a TCP endpoint, without brackets, or `nil`.
    public var hostAndPort: (host: String, port: UInt16)? {
        guard case .tcp(let host, let port) = transport else { return nil }
        return (host, port)
    }
}

extension Endpoint: CustomStringConvertible {
    /// The endpoint as libzmq reads it.
    public var description: String {
        switch transport {
        case .tcp(let host, let port):
            let host = host.contains(":") ? "[\(host)]" : host
            return "tcp://\(host):\(port == 0 ? "*" : String(port))"
        case .ipc(let path): return "ipc://\(path)"
        case .inproc(let name): return "inproc://\(name)"
        }
    }
}

extension Endpoint: ExpressibleByStringLiteral {
    /// Makes an endpoint of a literal.
    ///
    /// - Precondition: The literal is a valid endpoint.
    public init(stringLiteral text: String) {
        do {
            try self.init(text)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

extension Endpoint {
    /// The transports that are allowed.
    public enum Transport: Hashable, Sendable {
        /// A port of a host: an address, a name, an interface or `*`, without brackets.
        ///
        /// Port 0 lets the system choose when binding.
        case tcp(host: String, port: UInt16)

        /// A socket in the file system, or in the abstract name space if it starts with `@`.
        case ipc(path: String)

        /// A name within the context.
        case inproc(name: String)

        /// What `sun_path` of unix(7) holds without its final zero.
        private static let maximumPathBytes = 107

        /// libzmq's own limit for an address.
        private static let maximumNameBytes = 255

        /// Reads an endpoint.
        init(_ text: String) throws {
            // Substrings of UTF-8 only: a grapheme cluster could hide a character behind another.
            let isPrintable = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
            guard isPrintable else { throw Self.error("an endpoint has no blanks") }
            if let address = text.removing(prefix: "tcp://") {
                self = try Self.tcp(address)
            } else if let path = text.removing(prefix: "ipc://") {
                guard 1...Self.maximumPathBytes ~= path.utf8.count else {
                    throw Self.error("an ipc path has 1...107 bytes, not \(path.utf8.count)")
                }
                self = .ipc(path: path)
            } else if let name = text.removing(prefix: "inproc://") {
                guard 1...Self.maximumNameBytes ~= name.utf8.count else {
                    throw Self.error("an inproc name has 1...255 bytes, not \(name.utf8.count)")
                }
                self = .inproc(name: name)
            } else {
                throw Self.error(
                    "allowed are tcp://HOST:PORT, tcp://[IPv6]:PORT, ipc://PATH and inproc://NAME"
                )
            }
        }

        private static func tcp(_ address: String) throws -> Transport {
            guard let colon = address.lastIndex(of: ":") else {
                throw error("a tcp endpoint ends in a port, for example tcp://127.0.0.1:5590")
            }
            let port = try port(String(address[address.index(after: colon)...]))
            var host = String(address[..<colon])
            let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
            if isBracketed { host = String(host.dropFirst().dropLast()) }
            guard isBracketed == host.contains(":") else {
                throw error("an IPv6 address stands in brackets, for example tcp://[::1]:5590")
            }
            let isValid = host == "*" || host.utf8.allSatisfy(isHostCharacter)
            guard isValid, 1...maximumNameBytes ~= host.utf8.count else {
                throw error("“\(host)” is no address, host name, interface name or *")
            }
            return .tcp(host: host, port: port)
        }

        private static func port(_ text: String) throws -> UInt16 {
            if text == "*" { return 0 }
            let isNumber = !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
            guard isNumber, let port = UInt16(text) else {
                throw error("a port is 1...65535, or * or 0 for any, not “\(text)”")
            }
            return port
        }

        /// Letters, digits and what else occurs in names, addresses and IPv6 zones.
        private static func isHostCharacter(_ character: UInt8) -> Bool {
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"):
                true
            default: false
            }
        }

        private static func error(_ message: String) -> ZeroMQError {
            ZeroMQError(.invalidEndpoint, message)
        }
    }
}

extension String {
    /// What follows `prefix`, or `nil` when the text starts otherwise.
    fileprivate func removing(prefix: String) -> String? {
        guard utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }
}
