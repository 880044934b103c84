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
