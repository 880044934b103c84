import Foundation
import SweepTesting

/// A TCP proxy on a host, which delays what goes through it and breaks connections.
final class SlowProxy {
    /// Where workers of its host connect instead of the coordinator's endpoint.
    static let endpoint = "tcp://127.0.0.1:5591"

    private static let script = Checkout.root.appending(path: "Tests/SlowProxy/slow_proxy.py").path

    private let process = Process()

    /// Starts it, or returns `nil` where there is no Python.
    ///
    /// - Throws: An error if it cannot be started.
    init?(on host: Int, of network: ChaosNetwork, seed: UInt64) throws {
        guard ExternalTool.python.isThere else { return nil }
        let line =
            network.launcher(on: host)
            + [ExternalTool.python.path, Self.script, "5591", "10.77.0.1", "5590", "\(seed)"]
        process.executableURL = URL(fileURLWithPath: line[0])
        process.arguments = Array(line.dropFirst())
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// Kills it: a child that a busy test process starts may have inherited blocked signals.
    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
