import Foundation

/// A program of the system that a test needs.
struct SystemCommand {
    /// Where it is.
    let url: URL

    /// Finds `name`, or `nil` when it is not installed.
    init?(_ name: String) {
        let folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        let paths = folders.map { "\($0)/\(name)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            return nil
        }
        url = URL(fileURLWithPath: path)
    }

    /// Runs it to its end.
    ///
    /// - Throws: ``ChaosFailure`` with what it wrote, if it fails.
    func run(_ arguments: [String]) throws {
        let process = Process()
        let errors = Pipe()
        process.executableURL = url
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let text = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let line = ([url.path] + arguments).joined(separator: " ")
            throw ChaosFailure("\(line): \(String(decoding: text, as: UTF8.self))")
        }
    }
}
