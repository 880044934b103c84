import Foundation
import SweepTesting
import Testing

extension Scratch {
    /// Runs `momentum` to its end.
    ///
    /// - Returns: The ended process and its exit code.
    func momentum(
        _ arguments: String...,
        environment: [String: String] = [:]
    ) throws -> (process: Program, code: Int32) {
        let process = try Program(momentum: arguments, in: url, environment: environment)
        return (process, process.wait())
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
        let process = try Program(momentum: arguments, in: url, environment: environment)
        let code = process.wait()
        try #require(code == 0, "\(process.standardError)")
        return try report(name)
    }
}
