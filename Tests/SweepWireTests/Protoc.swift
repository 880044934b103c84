internal import Foundation
internal import SweepTesting

/// The protocol buffer compiler of Python's grpcio-tools, which reads and writes messages without
/// any code of this project.
struct Protoc {
    /// The folder with the schema and the golden messages.
    static let protocols = Checkout.root.appending(path: "protocols")

    /// What has the compiler.
    static let requirement = Requirement.python("grpc_tools.protoc")

    /// Pipes `input` through `protoc --decode` or `--encode` with the sweep's schema.
    ///
    /// - Throws: An error of the file system, or what protoc said when it failed.
    static func run(_ mode: String, _ input: Data) throws -> Data {
        let arguments = [
            "-m", "grpc_tools.protoc", "--\(mode)=momentum.sweep.v2.Envelope",
            "--proto_path=\(protocols.path(percentEncoded: false))", "sweep.proto",
        ]
        return try ExternalTool.python.perform(arguments, input: input)
    }
}
