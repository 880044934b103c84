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

    /// The path of the file `name`.
    func path(_ name: String) -> String { url.appending(path: name).path }

    /// The text of the file `name`, or nothing while it is not there.
    func text(_ name: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path(name)) else { return "" }
        return try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }

    /// The epochs in the store of the run directory `run`, or 0 while there is none.
    func storedEpochs() throws -> Int {
        let (process, code) = try momentum("status", "run", "--output-mode", "json")
        guard code == 0 else { return 0 }
        let object = try JSONSerialization.jsonObject(with: Data(process.standardOutput.utf8))
        return try #require((object as? [String: Any])?["epochs"] as? Int)
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
