import Foundation
import SweepTesting
import Testing

/// The files for other systems are what these systems accept.
@Suite(.timeLimit(.minutes(3)))
struct DeploymentTests {
    private static let deploy = Checkout.root.appending(path: "deploy")

    @Test(.requires(.python("kubernetes_validate")))
    func `every Kubernetes object is valid`() throws {
        let objects = Self.deploy.appending(path: "kubernetes")
        let names = try FileManager.default.contentsOfDirectory(atPath: objects.path)
            .filter { $0.hasSuffix(".yaml") }
        #expect(names.sorted() == ["coordinator.yaml", "reader.yaml", "workers.yaml"])
        for name in names {
            let object = objects.appending(path: name).path
            let result = try ExternalTool.python.run(
                ["-m", "kubernetes_validate", "--strict", object]
            )
            #expect(result.status == 0, "\(result.messages)")
            #expect((result.output + result.messages).contains("passed"), "\(result.messages)")
        }
    }

    @Test(
        .enabled(if: ExternalTool.areThere("systemd-analyze"), "systemd is missing"),
        arguments: ["coordinator", "worker"]
    )
    func `a unit is valid and hardened`(name: String) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let source = Self.deploy.appending(path: "systemd/momentum-\(name).service")
        // The program is there only where it was installed.
        let text = try String(contentsOf: source, encoding: .utf8)
            .replacing("/usr/local/bin/momentum", with: Program.momentum)
        let unit = scratch.url.appending(path: source.lastPathComponent)
        try Data(text.utf8).write(to: unit)
        let verified = try Program.run(["systemd-analyze", "verify", unit.path])
        #expect(verified.code == 0 && verified.text.isEmpty, "\(verified.text)")
        let rated = try Program.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit.path]
        )
        #expect(rated.code == 0, "\(rated.text.suffix(400))")
    }
}
