import Foundation
import SweepTesting
import Testing

/// Hosts in network namespaces, each with a cable to the bridge in the coordinator's namespace.
final class ChaosNetwork {
    /// Where the coordinator listens.
    static let endpoint = "tcp://10.77.0.1:5590"

    private let prefix = "momentum-\(getpid())"
    private let hostCount: Int

    private static let ip = ExternalTool("ip")
    private static let nft = ExternalTool("nft")

    /// Why this machine cannot have such a network, or `nil` if it can.
    static let obstacle: String? = {
        guard geteuid() == 0 else { return "network namespaces need root" }
        guard ip.isThere, nft.isThere else { return "ip (iproute2) or nft (nftables) is missing" }
        let name = "momentum-probe-\(getpid())"
        do {
            try ip.perform(["netns", "add", name])
            let bridge = ["-n", name, "link", "add", "probe0", "type", "bridge"]
            let table = ["netns", "exec", name, nft.path, "add table inet probe"]
            let result = Result {
                try ip.perform(bridge)
                try ip.perform(table)
            }
            try ip.perform(["netns", "delete", name])
            try result.get()
            return nil
        } catch {
            return "this system does not let tests make networks: \(error)"
        }
    }()

    /// Makes `hostCount` hosts and the coordinator's.
    ///
    /// - Throws: ``TestFailure`` if a command fails.
    init(hostCount: Int) throws {
        self.hostCount = hostCount
        let hub = namespace(of: nil)
        try Self.ip.perform(["netns", "add", hub])
        try ip(hub, "link set lo up")
        try ip(hub, "link add bridge0 type bridge")
        try ip(hub, "address add 10.77.0.1/24 dev bridge0")
        try ip(hub, "link set bridge0 up")
        for host in 0..<hostCount { try join(host, to: hub) }
    }

    deinit {
        for host in [nil] + (0..<hostCount).map(Optional.some) {
            do {
                try Self.ip.perform(["netns", "delete", namespace(of: host)])
            } catch {
                Issue.record("a network namespace stays behind: \(error)")
            }
        }
    }

    /// What starts a program on a host, or on the coordinator's: `nil`.
    func launcher(on host: Int?) -> [String] {
        [Self.ip.path, "netns", "exec", namespace(of: host)]
    }

    /// Disturbs the network of a host.
    ///
    /// - Throws: ``TestFailure`` if a command fails.
    func disturb(_ host: Int, _ action: ChaosAction) throws {
        switch action {
        case .cutLink: try ip(namespace(of: nil), "link set port\(host) down")
        case .dropFromHost: try nft(host, "add rule inet chaos from_host drop")
        case .dropToHost: try nft(host, "add rule inet chaos to_host drop")
        case .resetHost:
            try nft(host, "add rule inet chaos from_host meta l4proto tcp reject with tcp reset")
        case .killWorker, .killCoordinator, .pauseWorker, .pauseCoordinator:
            preconditionFailure("\(action) does not disturb a network")
        }
    }

    /// Ends all that disturbs a host.
    ///
    /// - Throws: ``TestFailure`` if a command fails.
    func heal(_ host: Int) throws {
        try ip(namespace(of: nil), "link set port\(host) up")
        try nft(host, "flush table inet chaos")
    }

    private func join(_ host: Int, to hub: String) throws {
        let name = namespace(of: host)
        try Self.ip.perform(["netns", "add", name])
        try ip(name, "link set lo up")
        try ip(hub, "link add port\(host) type veth peer name eth0 netns \(name)")
        try ip(hub, "link set port\(host) master bridge0 up")
        try ip(name, "address add 10.77.0.\(host + 2)/24 dev eth0")
        try ip(name, "link set eth0 up")
        try nft(host, "add table inet chaos")
        for (chain, hook) in [("from_host", "output"), ("to_host", "input")] {
            try nft(host, "add chain inet chaos \(chain) { type filter hook \(hook) priority 0; }")
        }
    }

    private func namespace(of host: Int?) -> String {
        host.map { "\(prefix)-host-\($0)" } ?? "\(prefix)-hub"
    }

    private func ip(_ namespace: String, _ words: String) throws {
        try Self.ip.perform(["-n", namespace] + words.split(separator: " ").map(String.init))
    }

    private func nft(_ host: Int, _ words: String) throws {
        try Self.ip.perform(
            ["netns", "exec", namespace(of: host), Self.nft.path, words]
        )
    }
}
