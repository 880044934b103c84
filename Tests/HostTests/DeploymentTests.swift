import Foundation
import Testing

/// The files for other systems are what these systems accept.
@Suite(.timeLimit(.minutes(3)))
struct DeploymentTests {
    private static let deploy = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy")

    /// A Python with the validator, and why there is none if there is not.
    private static let validator: (folder: URL, obstacle: String?) = {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "momentum-validator-\(getpid())")
        do {
            let made = try Program.run(["python3", "-m", "venv", folder.path])
            guard made.code == 0 else { return (folder, "no Python: \(made.text.suffix(200))") }
            let pip = folder.appending(path: "bin/pip").path
            let got = try Program.run([pip, "install", "--quiet", "kubernetes-validate"])
            return (folder, got.code == 0 ? nil : "pip cannot install: \(got.text.suffix(200))")
        } catch {
            return (folder, "\(error)")
        }
    }()

    @Test func `every Kubernetes object is valid`() throws {
        let (folder, obstacle) = Self.validator
        defer { _ = try? FileManager.default.removeItem(at: folder) }
        if let obstacle { try Test.cancel("\(obstacle)") }
        let validate = folder.appending(path: "bin/kubernetes-validate").path
        let objects = Self.deploy.appending(path: "kubernetes")
        let names = try FileManager.default.contentsOfDirectory(atPath: objects.path)
            .filter { $0.hasSuffix(".yaml") }
        #expect(names.sorted() == ["coordinator.yaml", "reader.yaml", "workers.yaml"])
        for name in names {
            let result = try Program.run(
                [validate, "--strict", objects.appending(path: name).path]
            )
            #expect(result.code == 0, "\(result.text)")
            #expect(result.text.contains("passed"), "\(result.text)")
        }
    }

    @Test(
        .enabled(if: Program.exist("systemd-analyze"), "systemd is missing"),
        arguments: ["coordinator", "worker"]
    )
    func `a unit is valid and hardened`(name: String) throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { _ = try? FileManager.default.removeItem(at: scratch) }
        let source = Self.deploy.appending(path: "systemd/momentum-\(name).service")
        // The program is there only where it was installed.
        let text = try String(contentsOf: source, encoding: .utf8)
            .replacing("/usr/local/bin/momentum", with: Program.momentum)
        let unit = scratch.appending(path: source.lastPathComponent)
        try Data(text.utf8).write(to: unit)
        let verified = try Program.run(["systemd-analyze", "verify", unit.path])
        #expect(verified.code == 0 && verified.text.isEmpty, "\(verified.text)")
        let rated = try Program.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit.path]
        )
        #expect(rated.code == 0, "\(rated.text.suffix(400))")
    }
}
