internal import Foundation
internal import HostSystem
internal import SweepResults

/// One gnuplot process at work.
struct Drawing {
    /// The variables that gnuplot and its libraries need; others could change what is drawn, or
    /// name programs to be run.
    private static let passedVariables = ["PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME"]

    private let process: ChildProcess
    private let script: String
    private let output: URL
    private let messages: URL

    /// Starts gnuplot on a script, with its defaults: no start-up file is read.
    ///
    /// What it says goes into files, since a full pipe would stop it.
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
        do {
            process = try ChildProcess(
                // Without -d first, start-up files are read before the settings.
                [executable.absoluteURL.path, "-d", "-e", settings, script],
                streams: ChildStreams(
                    input: try Descriptor(reading: "/dev/null"),
                    output: try Descriptor(creating: output.path),
                    error: try Descriptor(creating: messages.path)
                ),
                environment: Self.environment,
                folder: folder.path
            )
        } catch {
            throw ReportError(.gnuplot, "cannot start \(executable.path)", cause: error)
        }
    }

    private static var environment: [String: String] {
        let own = ProcessInfo.processInfo.environment
        return own.filter { passedVariables.contains($0.key) }.merging(["LC_ALL": "C"]) { $1 }
    }

    /// Ends the process, whose drawing is not needed any more, and waits for its end.
    func abandon() {
        process.send(SIGKILL)
        _ = process.wait()
    }

    /// Waits for the end.
    ///
    /// - Returns: What gnuplot wrote to its standard output.
    /// - Throws: ``ReportError`` with gnuplot's own words if it refused the script.
    @discardableResult
    func finish() throws -> String {
        let exit = process.wait()
        let text: String
        let words: String
        do {
            text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
            words = String(decoding: try Data(contentsOf: messages), as: UTF8.self)
            try FileManager.default.removeItem(at: output)
            try FileManager.default.removeItem(at: messages)
        } catch {
            throw ReportError(.gnuplot, "cannot read what gnuplot wrote", cause: error)
        }
        guard exit == .exited(code: 0) else {
            let said = words.trimmingCharacters(in: .whitespacesAndNewlines)
            let reason = said.isEmpty ? "\(exit)" : said
            throw ReportError(.gnuplot, "gnuplot refused figures/\(script): \(reason)")
        }
        return text
    }
}
