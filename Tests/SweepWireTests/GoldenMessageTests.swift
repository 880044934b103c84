internal import Foundation
internal import SweepModel
internal import SweepTesting
internal import SweepWire
internal import Testing

/// The frames in `protocols/golden` mean today what they meant when they were written.
///
/// With `MOMENTUM_BLESS=1` in the environment the files are written anew, for a new body only: a
/// changed file of a released version breaks peers.
struct GoldenMessageTests {
    private static let isBlessing = ProcessInfo.processInfo.environment["MOMENTUM_BLESS"] == "1"

    private static let header = """
        # proto-file: sweep.proto
        # proto-message: momentum.sweep.v2.Envelope


        """

    private func url(_ message: GoldenMessage, _ suffix: String) -> URL {
        Protoc.protocols.appending(path: "golden/\(message.name).\(suffix)")
    }

    @Test(arguments: GoldenMessage.all)
    func `a golden frame is read and written bit for bit`(message: GoldenMessage) throws {
        let url = url(message, "bin")
        if Self.isBlessing { try Data(message.envelope.frame).write(to: url) }
        let frame = [UInt8](try Data(contentsOf: url))
        #expect(try message.envelope.decoded(from: frame) == message.envelope)
        #expect(message.envelope.frame == frame)
    }

    /// protoc is a foreign implementation: what it reads and writes, any language can.
    @Test(
        .requires(Protoc.requirement),
        arguments: GoldenMessage.all
    )
    func `a foreign client reads and writes a golden frame`(message: GoldenMessage) throws {
        let frame = Data(message.envelope.frame)
        let text = Self.header + String(decoding: try Protoc.run("decode", frame), as: UTF8.self)
        let url = url(message, "txtpb")
        if Self.isBlessing { try Data(text.utf8).write(to: url) }
        #expect(try String(contentsOf: url, encoding: .utf8) == text)
        #expect(try Protoc.run("encode", Data(text.utf8)) == frame)
    }

    /// PART goes both ways: there the blob's kind and the missing number of a durable message tell.
    @Test(arguments: GoldenMessage.all)
    func `only the addressed side reads a golden frame`(message: GoldenMessage) {
        let error = #expect(throws: WireError.self) {
            try message.envelope.misdirected(message.envelope.frame)
        }
        let code: WireError.Code =
            switch message.name {
            case "worker-part": .range
            case "coordinator-part": .sequence
            default: .body
            }
        #expect(error?.code == code)
    }

    @Test func `there is a golden frame for each body and none besides`() throws {
        let names = GoldenMessage.all.flatMap { ["\($0.name).bin", "\($0.name).txtpb"] }
        let folder = Protoc.protocols.appending(path: "golden").path(percentEncoded: false)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == names.sorted()
        )
        #expect(Set(GoldenMessage.ofWorker.map(\.name)).count == 9)
        #expect(Set(GoldenMessage.ofCoordinator.map(\.name)).count == 18)
    }
}

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
