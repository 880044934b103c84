import Foundation
import SweepTesting
import Testing

/// A coordinator that only its own machine can reach, and workers that come through ssh.
@Suite(
    .serialized,  // Each test keeps all cores busy.
    .timeLimit(.minutes(3)),
    .enabled(if: Laboratory.obstacle == nil, Laboratory.reason)
)
struct TunnelTests {
    private static let endpoint = "tcp://127.0.0.1:5590"

    private let flags = ["--no-figures", "--momentum", "0:0.9:8", "--seeds", "8"]

    @Test func `spawn's own connections carry the coordinator's port`() throws {
        let laboratory = try Laboratory(hosts: 3)
        try laboratory.serveSSH()
        let coordinator = try coordinate(laboratory, on: laboratory.operatorHost)
        let spawn = try laboratory.operatorHost.start(
            [Program.momentum, "spawn", "hosts", "--access", "run", "--connect", Self.endpoint]
                + ["--ssh-option", "RemoteForward=5590 127.0.0.1:5590"] + laboratory.sshOptions,
            in: laboratory.folder
        )
        #expect(spawn.wait() == 0, "\(spawn.text)")
        try expectQuietReport(laboratory, from: coordinator)
    }

    @Test func `a worker reaches a coordinator behind another host's ssh server`() throws {
        let laboratory = try Laboratory(hosts: 2)
        try laboratory.serveSSH()
        let far = laboratory.machines[1]
        let coordinator = try coordinate(laboratory, on: far)
        let options = laboratory.sshOptions.filter { $0 != "--ssh-option" }
        let tunnel = try laboratory.operatorHost.start(
            ["ssh"] + options.flatMap { ["-o", $0] }
                + ["-N", "-L", "5590:127.0.0.1:5590", "-p", "\(Machine.port)"]
                + ["root@\(far.address)"],
            in: laboratory.folder
        )
        let worker = try laboratory.operatorHost.start(
            [Program.momentum, "worker", "--access", "run/access.json", "--slots", "1"]
                + ["--connect", Self.endpoint],
            in: laboratory.folder
        )
        #expect(worker.wait() == 0, "\(worker.text)\(tunnel.text)")
        try expectQuietReport(laboratory, from: coordinator)
    }

    private func coordinate(_ laboratory: Laboratory, on machine: Machine) throws -> Program {
        let coordinator = try machine.start(
            [Program.momentum, "coordinator", "--bind", Self.endpoint, "-o", "run"] + flags,
            in: laboratory.folder
        )
        let access = laboratory.folder.appending(path: "run/access.json").path
        let isThere = waitUntil {
            FileManager.default.fileExists(atPath: access) || !coordinator.isRunning
        }
        #expect(isThere && coordinator.isRunning, "\(coordinator.text)")
        return coordinator
    }

    private func expectQuietReport(_ laboratory: Laboratory, from coordinator: Program) throws {
        #expect(coordinator.wait() == 0, "\(coordinator.text)")
        let sweep = try Program.run(
            [Program.momentum, "sweep", "-o", "quiet"] + flags,
            in: laboratory.folder
        )
        #expect(sweep.code == 0, "\(sweep.text)")
        let reports = try ["run", "quiet"].map {
            try Data(contentsOf: laboratory.folder.appending(path: "\($0)/report.json"))
        }
        #expect(reports[0] == reports[1])
    }
}
