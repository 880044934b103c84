internal import Foundation

/// One gnuplot process at work.
struct Drawing {
    private let process = Process()
    private let script: String
    private let output: URL
    private let messages: URL

    /// Starts gnuplot on a script.
    ///
    /// What it says goes into files, since pipes that nobody empties would stop it.
    ///
    /// - Parameters:
    ///   - executable: The program.
    ///   - script: The name of the script's file.
    ///   - folder: Where the script lies.
    ///   - settings: Commands to run before the script.
    ///   - output: Where the standard output goes until the process has ended.
    /// - Throws: ``ReportError`` if the process cannot be started.
    init(
        _ executable: URL,
        script: String,
        in folder: URL,
        settings: String,
        output: URL
    ) throws {
        self.script = script
        self.output = output
        messages = output.appendingPathExtension("stderr")
        process.executableURL = executable
        process.arguments = ["-e", settings, script]
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        do {
            try Data().write(to: output)
            try Data().write(to: messages)
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: messages)
            try process.run()
        } catch {
            throw ReportError(.gnuplot, "cannot start \(executable.path)", cause: error)
        }
    }

    /// Waits for the end.
    ///
    /// - Returns: What gnuplot wrote to its standard output.
    /// - Throws: ``ReportError`` with gnuplot's own words if it refused the script.
    @discardableResult
    func finish() throws -> String {
        process.waitUntilExit()
        let text: String
        let words: String
        do {
            text = try String(contentsOf: output, encoding: .utf8)
            words = try String(contentsOf: messages, encoding: .utf8)
            try FileManager.default.removeItem(at: output)
            try FileManager.default.removeItem(at: messages)
        } catch {
            throw ReportError(.gnuplot, "cannot read what gnuplot wrote", cause: error)
        }
        guard process.terminationStatus == 0 else {
            let reason = words.trimmingCharacters(in: .whitespacesAndNewlines)
            throw ReportError(.gnuplot, "gnuplot refused figures/\(script): \(reason)")
        }
        return text
    }
}
