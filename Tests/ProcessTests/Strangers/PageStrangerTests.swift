import Foundation
import Quoting
import SweepAccess
import SweepModel
import SweepTesting
import Testing
import ZeroMQ

/// What strangers write on its long way into the page: from files, flags, workers and keys.
@Suite(.serialized, .timeLimit(.minutes(2)))  // Serialized: each test starts a browser.
struct PageStrangerTests {
    /// Sets the page's title if it is taken for markup.
    private static let attack = "\u{600}<img src=x onerror=document.title='owned' \u{600}>"

    private static let script = """
        const foreign = document.querySelectorAll(
          "img, main script:not([type='application/json']), svg script, [onerror]");
        document.title = [document.title.startsWith("owned"), foreign.length].join("|");
        """

    /// A table whose file, columns and classes are called as somebody wished.
    private func write(to folder: URL) throws -> (file: String, label: String) {
        let file = "<img src=x onerror=document.title='owned'>\u{600}'.csv"
        let label = "kind \(Self.attack)"
        let rows = (0..<40).map { index in
            "\(index % 7),\(index % 5),\"class \(index % 2) \(Self.attack)\"\r\n"
        }
        let header = "x\u{600}\(Self.attack),y',\"\(label)\"\r\n"
        try Data((header + rows.joined()).utf8).write(to: folder.appending(path: file))
        return (file, label)
    }

    @Test(.requires(.browser))
    func `no name of a file, column, class, sweep, worker or key sets the page's title`() throws {
        let scratch = try Scratch()
        let (file, label) = try write(to: scratch.url)
        let coordinator = try LiveCoordinator(
            [
                "--csv", scratch.url.appending(path: file).path, "--label", label,
                "--name", "sweep \(Self.attack)", "--layers", "2,4,2", "--momentum", "0,0.5",
                "--seeds", "2", "--epochs", "3", "--retries", "1", "--orphan-grace", "0",
            ]
        )
        let refused = try coordinator.scratch.momentum("keys", "new", Self.attack, "run")
        #expect(refused.code == 2)
        try refuseEverything(of: coordinator)
        coordinator.process.send(SIGINT)
        #expect([1, 130].contains(coordinator.process.wait()))
        let report = try coordinator.scratch.momentum("report", "run")
        #expect(report.code == 1, "\(report.process.standardError)")
        let folder = coordinator.scratch.url.appending(path: "run")
        let page = try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8)
        #expect(page.contains("out of memory \u{600}&lt;img"))
        #expect(page.contains("figure-data"))
        let visit = try Browser.visit(page, adding: Self.script, in: folder)
        #expect(visit.title == ["false", "0"])
        for text in [coordinator.process.standardError, report.process.standardOutput] {
            #expect(!text.unicodeScalars.contains("\u{1B}"), "\(text)")
        }
    }

    /// The classes' keys in the picture, and nothing run by gnuplot: the case that ran as root.
    @Test(.requires(.browser))
    func `a class that looks like a command of gnuplot runs nothing`() throws {
        let scratch = try Scratch()
        let classes = [
            "d\u{600}'; system(\"id > owned\"); #", "'\u{301}; system(\"id > owned\"); #",
            "`id > owned`", "\u{600}\"; system(\"id > owned\"); #",
        ]
        let rows = (0..<40).map { index in
            "\(index % 7),\(index % 5),\(CSVField.text(classes[index % 4]))\n"
        }
        let file = scratch.url.appending(path: "data.csv")
        try Data(("x,y,kind\n" + rows.joined()).utf8).write(to: file)
        let sweep = try scratch.momentum(
            "sweep",
            "--csv",
            "data.csv",
            "--label",
            "kind",
            "--layers",
            "2,4,4",
            "--momentum",
            "0,0.5",
            "--epochs",
            "3",
            "--seeds",
            "2",
            "-o",
            "run"
        )
        #expect(sweep.code == 0, "\(sweep.process.standardError)")
        let report = try scratch.momentum("report", "run", "--figures", "pdf", "--figures", "png")
        #expect(report.code == 0, "\(report.process.standardError)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path)
        #expect(!files.contains { $0.hasSuffix("owned") })
        let page = try String(
            contentsOf: scratch.url.appending(path: "run/report.html"),
            encoding: .utf8
        )
        #expect(page.contains("<text>class d\u{600}&#39;; system(&quot;id &gt; owned"))
    }

    /// A worker with a bad name that takes packs and refuses them all.
    private func refuseEverything(of coordinator: LiveCoordinator) throws {
        let peer = try TestPeer(to: coordinator.endpoint, security: coordinator.access.security)
        var hello = try peer.hello()
        hello.label = "host \(Self.attack)\u{1B}]0;owned\u{7}"
        hello.slots = 1
        hello.prefetch = 1
        try peer.send(.hello(hello))
        var sequence: UInt64 = 0
        // A pack that was refused is split; its single runs fail after some refusals more.
        while try coordinator.status().contains("\"failed\": 0"),
            let envelope = try peer.receive()
        {
            guard case .assign(let assignment) = envelope.message else { continue }
            sequence += 1
            try peer.send(
                .refused(assignment.attempt, reason: "out of memory \(Self.attack)\u{1B}[2J"),
                session: envelope.session,
                sequence: sequence
            )
        }
    }
}
