import Foundation
import SweepTesting
import Testing

/// `momentum spawn` on three hosts with real ssh servers: workers come, work, and leave no trace.
@Suite(
    .serialized,  // Each test keeps all cores busy.
    .timeLimit(.minutes(5)),
    .enabled(if: Laboratory.obstacle == nil, Laboratory.reason)
)
struct SpawnTests {
    /// The words that a worker's command line holds, but not that of the shell that started it.
    private static let worker = "worker\0--access"

    private let flags = ["--momentum", "0:0.9:8", "--seeds", "8"]

    @Test func `two hosts train a sweep and the report is that of one machine`() throws {
        let laboratory = try Laboratory(hosts: 3)
        try laboratory.serveSSH()
        // Enough work that the second host joins before the first one has done it all.
        let epochs = 3000
        let expected = try quietReport(laboratory, epochs: epochs)
        let coordinator = try coordinate(laboratory, epochs: epochs)
        let spawn = try spawn(laboratory)
        #expect(spawn.wait() == 0, "\(spawn.text)")
        #expect(coordinator.wait() == 0, "\(coordinator.text)")
        #expect(try report(laboratory) == expected)
        for machine in laboratory.others {
            let label = "root@\(machine.address):\(Machine.port)"
            for words in ["copying the program", "starting a worker", "done"] {
                #expect(spawn.text.contains("\(label) | \(words)\n"), "\(spawn.text)")
            }
        }
        try expectNoTrace(laboratory)

        // The program is there now.
        let second = try coordinate(laboratory, epochs: epochs, to: "second")
        let again = try self.spawn(laboratory, joining: "second")
        #expect(again.wait() == 0, "\(again.text)")
        #expect(second.wait() == 0, "\(second.text)")
        #expect(!again.text.contains("copying"))
        #expect(try report(laboratory, "second") == expected)
    }

    /// Either the worker or the server's half of its connection is killed.
    @Test(arguments: [Self.worker, "sshd: root"])
    func `a worker that dies is started again`(victim: String) throws {
        let laboratory = try Laboratory(hosts: 3)
        try laboratory.serveSSH()
        let expected = try quietReport(laboratory, epochs: 1000)
        let coordinator = try coordinate(laboratory, epochs: 1000)
        let spawn = try spawn(laboratory)
        let machine = laboratory.machines[1]
        #expect(try waitUntil { try laboratory.others.allSatisfy(isWorking) })
        let former = try machine.processes(running: Self.worker)
        for id in try machine.processes(running: victim) { kill(id, SIGKILL) }
        #expect(
            try waitUntil {
                let ids = try machine.processes(running: Self.worker)
                return !ids.isEmpty && Set(ids).isDisjoint(with: former) || !spawn.isRunning
            }
        )
        #expect(spawn.text.contains("trying again in 1 s"), "\(spawn.text)")
        #expect(spawn.wait() == 0, "\(spawn.text)")
        #expect(coordinator.wait() == 0, "\(coordinator.text)")
        #expect(try report(laboratory) == expected)
        try expectNoTrace(laboratory)
    }

    /// Ctrl-C, and a death that leaves no time to say anything.
    @Test(arguments: [SIGINT, SIGKILL])
    func `nothing keeps running when spawn ends`(signal: CInt) throws {
        let laboratory = try Laboratory(hosts: 3)
        try laboratory.serveSSH()
        let coordinator = try coordinate(laboratory, epochs: 100_000)
        let spawn = try spawn(laboratory)
        #expect(try waitUntil { try laboratory.others.allSatisfy(isWorking) }, "\(spawn.text)")
        spawn.send(signal)
        #expect(spawn.wait() == (signal == SIGINT ? 130 : -SIGKILL), "\(spawn.text)")
        try expectNoTrace(laboratory)
        coordinator.send(SIGTERM)
        #expect(coordinator.wait() == 143, "\(coordinator.text)")
    }

    @Test func `hosts that cannot work are named with the cause and the others go on`() throws {
        let laboratory = try Laboratory(hosts: 3)
        try laboratory.serveSSH(strangers: [1])
        let hosts = """
            root@10.213.0.2:2222 slots=1
            root@10.213.0.3:2222
            root@10.213.0.3:2223
            root@10.213.0.77
            root@no-such-host.invalid

            """
        try Data(hosts.utf8).write(to: laboratory.folder.appending(path: "hosts"))
        let coordinator = try coordinate(laboratory)
        let spawn = try spawn(laboratory)
        #expect(spawn.wait() == 4, "\(spawn.text)")
        #expect(coordinator.wait() == 0, "\(coordinator.text)")
        for words in [
            "4 of 5 hosts failed",
            "root@10.213.0.3:2222: the key was refused",
            "root@10.213.0.3:2223: no ssh server listens there",
            "root@10.213.0.77: nothing answers",
            "root@no-such-host.invalid: the name is unknown",
        ] { #expect(spawn.text.contains(words), "\(spawn.text)") }
        try expectNoTrace(laboratory)
    }

    private func coordinate(
        _ laboratory: Laboratory,
        epochs: Int = 200,
        to name: String = "run"
    ) throws -> Program {
        let coordinator = try laboratory.operatorHost.start(
            [Program.momentum, "coordinator", "--bind", "tcp://0.0.0.0:0", "-o", name]
                + [
                    "--no-figures", "--lease", "2s", "--heartbeat", "200ms", "--epochs",
                    "\(epochs)",
                ] + flags,
            in: laboratory.folder
        )
        let access = laboratory.folder.appending(path: "\(name)/access.json").path
        #expect(
            waitUntil { FileManager.default.fileExists(atPath: access) || !coordinator.isRunning },
            "\(coordinator.text)"
        )
        return coordinator
    }

    private func spawn(_ laboratory: Laboratory, joining name: String = "run") throws -> Program {
        try laboratory.operatorHost.start(
            [Program.momentum, "spawn", "hosts", "--access", name, "--login-timeout", "5s"]
                + laboratory.sshOptions,
            in: laboratory.folder
        )
    }

    /// The bytes of the report that this machine alone makes.
    private func quietReport(_ laboratory: Laboratory, epochs: Int = 200) throws -> Data {
        let sweep = try Program(
            [Program.momentum, "sweep", "-o", "quiet", "--no-figures", "--epochs", "\(epochs)"]
                + flags,
            in: laboratory.folder
        )
        try #require(sweep.wait() == 0, "\(sweep.text)")
        return try report(laboratory, "quiet")
    }

    private func report(_ laboratory: Laboratory, _ name: String = "run") throws -> Data {
        try Data(contentsOf: laboratory.folder.appending(path: "\(name)/report.json"))
    }

    private func isWorking(_ machine: Machine) throws -> Bool {
        try !machine.processes(running: Self.worker).isEmpty
    }

    /// No worker, and no file but the program itself.
    private func expectNoTrace(_ laboratory: Laboratory) throws {
        for machine in laboratory.others {
            #expect(try waitUntil { try machine.processes(running: "momentum/momentum").isEmpty })
            let files = try machine.leftFiles()
            #expect(files == [] || files == ["momentum"])
        }
    }
}
