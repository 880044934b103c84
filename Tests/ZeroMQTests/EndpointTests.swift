import Testing
import ZeroMQ

/// Which endpoints are allowed and which of them leave the machine.
struct EndpointTests {
    @Test(arguments: [
        ("tcp://127.0.0.1:5590", "tcp://127.0.0.1:5590"),
        ("tcp://127.0.0.1:*", "tcp://127.0.0.1:*"),
        ("tcp://127.0.0.1:0", "tcp://127.0.0.1:*"),
        ("tcp://*:5590", "tcp://*:5590"),
        ("tcp://[::1]:65535", "tcp://[::1]:65535"),
        ("tcp://[fe80::1%eth0]:1", "tcp://[fe80::1%eth0]:1"),
        ("tcp://eth0:00080", "tcp://eth0:80"),
        ("tcp://node-1.cluster.example:5590", "tcp://node-1.cluster.example:5590"),
        ("ipc:///run/momentum/control", "ipc:///run/momentum/control"),
        ("ipc://@abstract", "ipc://@abstract"),
        ("inproc://zeromq.zap.01", "inproc://zeromq.zap.01"),
    ])
    func `an endpoint is read and written`(text: String, expected: String) throws {
        let endpoint = try Endpoint(text)
        #expect(endpoint.description == expected)
        #expect(try Endpoint(endpoint.description) == endpoint)
    }

    @Test(arguments: [
        "", "tcp", "tcp://", "tcp://:5590", "tcp://host", "tcp://host:", "tcp://host:-1",
        "tcp://host:+1", "tcp://host:65536", "tcp://host:99999999999999999999", "tcp://host:1x",
        "tcp://host:٣", "tcp://::1:5590", "tcp://[host]:1", "tcp://[::1:5590", "tcp://::1]:5590",
        "tcp://[]:1", "tcp://127.0.0.1:1;127.0.0.1:2", "tcp://a b:1", "tcp://host:1 ",
        "tcp://host/path:1", "tcp://**:1", "TCP://host:1", "udp://host:1", "pgm://eth0;239.1.1.1:1",
        "ipc://", "inproc://", "host:5590", "tcp://ho\u{0}st:1", "tcp://hôst:1",
    ])
    func `anything else is refused, with the text and what is allowed`(text: String) {
        let failure = #expect(throws: ZeroMQError.self) { try Endpoint(text) }
        #expect(failure?.code == .invalidEndpoint)
        #expect(failure?.address == text)
    }

    @Test func `paths and names have the system's limits`() throws {
        for (prefix, limit) in [("ipc://", 107), ("inproc://", 255)] {
            _ = try Endpoint(prefix + String(repeating: "a", count: limit))
            #expect(throws: ZeroMQError.self) {
                try Endpoint(prefix + String(repeating: "a", count: limit + 1))
            }
        }
    }

    @Test func `a host and a port make an endpoint`() throws {
        #expect(try Endpoint(host: "::1", port: 5_590) == "tcp://[::1]:5590")
        let endpoint = try Endpoint(host: "127.0.0.1", port: 0)
        #expect(endpoint == "tcp://127.0.0.1:*")
        #expect(endpoint.hostAndPort?.host == "127.0.0.1")
        #expect(endpoint.hostAndPort?.port == 0)
    }

    /// Real resolution of every spelling that needs no name server.
    @Test(arguments: [
        ("tcp://127.0.0.1:1", true), ("tcp://127.255.255.254:1", true), ("tcp://127.1:1", true),
        ("tcp://2130706433:1", true), ("tcp://0x7f.0.0.1:1", true), ("tcp://[::1]:1", true),
        ("tcp://[::ffff:127.0.0.1]:1", true), ("tcp://[0:0:0:0:0:0:0:1]:1", true),
        ("tcp://localhost:1", true), ("ipc://path", true), ("inproc://name", true),
        ("tcp://*:1", false), ("tcp://0.0.0.0:1", false), ("tcp://0:1", false),
        ("tcp://[::]:1", false), ("tcp://[::ffff:0.0.0.0]:1", false),
        ("tcp://[::ffff:10.0.0.1]:1", false), ("tcp://10.0.0.1:1", false),
        ("tcp://128.0.0.1:1", false), ("tcp://[::127.0.0.1]:1", false),
        ("tcp://[fe80::1]:1", false), ("tcp://[::2]:1", false), ("tcp://lo:1", false),
    ])
    func `a loopback endpoint is known by its addresses`(text: String, expected: Bool) throws {
        let endpoint = try Endpoint(text)
        #expect(try endpoint.isLoopback(resolved: endpoint.resolvedAddresses()) == expected)
    }

    @Test func `one address beyond loopback or none at all is enough to leave the machine`() {
        let endpoint: Endpoint = "tcp://host:1"
        let loopback = IPAddress(bytes: [127, 0, 0, 1])
        let other = IPAddress(bytes: [10, 0, 0, 1])
        #expect(endpoint.isLoopback(resolved: [loopback]))
        #expect(!endpoint.isLoopback(resolved: [loopback, other]))
        #expect(!endpoint.isLoopback(resolved: []))
    }

    @Test func `IPv6 is needed only where there is no IPv4`() {
        let endpoint: Endpoint = "tcp://host:1"
        let old = IPAddress(bytes: [10, 0, 0, 1])
        let new = IPAddress(bytes: [UInt8](repeating: 1, count: 16))
        #expect(endpoint.needsIPv6(resolved: [new]))
        #expect(!endpoint.needsIPv6(resolved: [new, old]))
        #expect(!endpoint.needsIPv6(resolved: []))
    }

    @Test func `an unknown host is an error that names it`() throws {
        // RFC 6761 reserves .invalid: it never resolves.
        let endpoint: Endpoint = "tcp://no-such-host.invalid:1"
        let failure = #expect(throws: ZeroMQError.self) { try endpoint.resolvedAddresses() }
        #expect(failure?.address == "no-such-host.invalid")
    }
}
