internal import Foundation

/// The protocol buffer compiler, which reads and writes messages without any code of this project.
struct Protoc {
    /// The folder with the schema and the golden messages.
    static let protocols = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "protocols")

    /// Where protoc is, or `nil` if it is not installed.
    static let executable: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":")
        .map { URL(filePath: String($0)).appending(path: "protoc") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) }

    /// Pipes `input` through `protoc --decode` or `--encode` with the sweep's schema.
    ///
    /// - Throws: An error of the file system, or of protoc with its exit code.
    static func run(_ mode: String, _ input: Data) throws -> Data {
        guard let executable else { throw CocoaError(.fileNoSuchFile) }
        let process = Process()
        let standardInput = Pipe()
        let standardOutput = Pipe()
        process.executableURL = executable
        process.arguments = [
            "--\(mode)=momentum.sweep.v2.Envelope",
            "--proto_path=\(protocols.path(percentEncoded: false))",
            "sweep.proto",
        ]
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: input)
        try standardInput.fileHandleForWriting.close()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CocoaError(
                .executableLoad,
                userInfo: [NSDebugDescriptionErrorKey: "exit \(process.terminationStatus)"]
            )
        }
        return output
    }
}
