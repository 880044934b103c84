import Foundation
import SweepTesting
import Testing

/// A user's home that is removed with its owner, and the shell that reads commands there.
final class Home {
    private let scratch: Scratch
    private let shell: String

    /// Makes an empty home.
    init(shell: String) throws {
        self.shell = shell
        scratch = try Scratch()
    }

    private var cache: URL { scratch.url.appending(path: ".cache/momentum") }

    /// Runs a command as sshd does.
    ///
    /// - Returns: The exit code and all that was printed.
    func run(_ command: String, input: String = "") throws -> (code: Int32, text: String) {
        let source = try scratch.write(input, to: "input")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: shell)
        process.arguments = ["-c", command]
        process.environment = ["HOME": scratch.path(), "PATH": "/usr/bin:/bin"]
        process.standardInput = try FileHandle(forReadingFrom: source)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// The SHA-256 of `text` as `sha256sum` prints it.
    func digest(of text: String) throws -> String {
        let result = try run("sha256sum", input: text)
        return String(try #require(result.text.split(separator: " ").first))
    }

    /// The names of the files beside the program.
    func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: cache.path).sorted()
    }

    /// The mode of one of these files.
    func mode(of name: String) throws -> Int { try scratch.mode(of: ".cache/momentum/\(name)") }
}
