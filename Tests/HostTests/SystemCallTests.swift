import Foundation
import Testing

/// The units of systemd let the program do what it does, gnuplot included.
///
/// systemd itself would have to run to try that; so the system calls of a whole sweep are recorded
/// and compared with the sets that systemd names.
@Suite(
    .timeLimit(.minutes(2)),
    .enabled(if: geteuid() == 0, "strace as another user needs root"),
    .enabled(if: Program.exist("strace", "systemd-analyze"), "strace or systemd is missing")
)
struct SystemCallTests {
    /// A user without rights: some calls are made by root only.
    private static let user = "nobody"

    private static let deploy = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/systemd")

    @Test func `the units allow every system call of a sweep`() throws {
        let scratch = URL(fileURLWithPath: "/tmp/momentum-calls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { _ = try? FileManager.default.removeItem(at: scratch) }
        let program = scratch.appending(path: "momentum").path
        try FileManager.default.copyItem(atPath: Program.momentum, toPath: program)
        #expect(try Program.run(["chown", "-R", Self.user, scratch.path]).code == 0)
        let record = scratch.appending(path: "calls").path
        // The sweep has a coordinator and a worker as the units have, and draws its figures.
        let sweep = try Program.run(
            ["strace", "-f", "-qq", "-o", record, "-u", Self.user, program, "sweep"]
                + ["-o", "\(scratch.path)/run", "--epochs", "3", "--workers", "1"],
            in: scratch
        )
        try #require(sweep.code == 0, "\(sweep.text)")
        let calls = Set(
            try String(contentsOfFile: record, encoding: .utf8).split(separator: "\n")
                .compactMap { $0.firstMatch(of: /^\d+ +(\w+)\(/).map { String($0.1) } }
        )
        #expect(calls.count > 40)
        #expect(try calls.subtracting(allowed(by: "coordinator")).sorted() == [])
        // The worker draws nothing, so it may do less.
        #expect(try calls.subtracting(allowed(by: "worker")).subtracting(["setuid"]).sorted() == [])
    }

    /// The calls that are left by the filters of a unit, in their order.
    private func allowed(by unit: String) throws -> Set<String> {
        let file = Self.deploy.appending(path: "momentum-\(unit).service")
        let prefix = "SystemCallFilter="
        // Always allowed, see systemd.exec(5).
        var calls = try members(of: "@default").union(["execve"])
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        where line.hasPrefix(prefix) {
            let value = line.dropFirst(prefix.count)
            let names = value.drop { $0 == "~" }.split(separator: " ").map(String.init)
            let named = try names.reduce(into: Set()) { $0.formUnion(try members(of: $1)) }
            if value.hasPrefix("~") { calls.subtract(named) } else { calls.formUnion(named) }
        }
        return calls
    }

    /// The calls of a set, with those of the sets in it.
    private func members(of name: String) throws -> Set<String> {
        guard name.hasPrefix("@") else { return [name] }
        let set = try Program.run(["systemd-analyze", "syscall-filter", name])
        try #require(set.code == 0, "\(set.text)")
        return try set.text.split(separator: "\n").dropFirst()
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
            .reduce(into: Set()) { $0.formUnion(try members(of: $1)) }
    }
}
