import SweepAccess
import Testing
import ZeroMQ

/// What the spelling of an address comes to.
struct ListenAddressTests {
    @Test(arguments: [
        ("tcp://127.0.0.1:5590", true, false), ("tcp://127.9.9.9:0", true, false),
        ("tcp://localhost:5590", true, false), ("tcp://[::1]:5590", true, true),
        ("tcp://[::ffff:127.0.0.1]:5590", true, true), ("ipc:///tmp/x", true, false),
        ("tcp://*:5590", false, true), ("tcp://0.0.0.0:5590", false, false),
        ("tcp://[::]:5590", false, true), ("tcp://lo:5590", false, false),
        ("tcp://[::ffff:192.0.2.1]:5590", false, true), ("tcp://192.0.2.1:5590", false, false),
        ("tcp://0:5590", false, false),
    ])
    func `every spelling of what others can reach is seen`(
        text: String,
        isLoopback: Bool,
        allowsIPv6: Bool
    ) throws {
        let address = try ListenAddress(try Endpoint(text))
        #expect(address.isLoopback == isLoopback)
        #expect(address.allowsIPv6 == allowsIPv6)
    }

    @Test func `a host's name is bound by its address`() throws {
        let address = try ListenAddress("tcp://localhost:5590")
        #expect(address.bound == "tcp://127.0.0.1:5590")
        #expect(address.asked == "tcp://localhost:5590")
    }

    @Test func `a wildcard is reached by real addresses`() throws {
        #expect(try ListenAddress.reachable("tcp://192.0.2.1:5590") == ["tcp://192.0.2.1:5590"])
        for wildcard in ["tcp://*:5590", "tcp://0.0.0.0:5590", "tcp://[::]:5590"] as [Endpoint] {
            let endpoints = try ListenAddress.reachable(wildcard)
            #expect(!endpoints.isEmpty)
            for endpoint in endpoints {
                let host = try #require(endpoint.hostAndPort?.host)
                #expect(!["*", "0.0.0.0", "::"].contains(host))
            }
        }
    }
}
