import Foundation
import Testing

/// A folder that is removed with its owner.
final class Scratch {
    /// The folder.
    let url: URL

    /// Makes a folder of its own.
    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "momentum-\(UUID().uuidString)",
            directoryHint: .isDirectory
        )
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            Issue.record("\(url.path) stays behind: \(error)")
        }
    }

    /// Runs `momentum` to its end.
    ///
    /// - Returns: The ended process and its exit code.
    func momentum(
        _ arguments: String...,
        environment: [String: String] = [:]
    ) throws -> (process: MomentumProcess, code: Int32) {
        let process = try MomentumProcess(arguments, in: url, environment: environment)
        return (process, process.wait())
    }

    /// The bytes of the report in run directory `name`.
    func report(_ name: String) throws -> Data {
        try Data(contentsOf: url.appending(path: name).appending(path: "report.json"))
    }

    /// Trains a sweep alone and undisturbed.
    ///
    /// - Returns: The bytes of its report.
    func quietReport(_ flags: [String], environment: [String: String] = [:]) throws -> Data {
        let name = "quiet-\(UUID().uuidString)"
        let arguments = ["sweep", "-o", name, "--no-figures", "--output-mode", "quiet"] + flags
        let process = try MomentumProcess(arguments, in: url, environment: environment)
        let code = process.wait()
        try #require(code == 0, "\(process.standardError)")
        return try report(name)
    }
}

/// Waits until `condition` holds, looking again and again, since other processes tell nobody.
///
/// - Returns: Whether it held within `limit`.
func waitUntil(
    within limit: Duration = .seconds(30),
    _ condition: () throws -> Bool
) rethrows
    -> Bool
{
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try condition() { return true }
        usleep(2_000)
    }
    return false
}
