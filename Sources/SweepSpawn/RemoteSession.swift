internal import HostSystem

/// One running ssh and its output, line by line.
final class RemoteSession {
    /// The most bytes of a line that are kept.
    private static let lineLimitBytes = 4096

    /// The most bytes that are read at once.
    private static let readLimitBytes = 65_536

    /// What the session is for.
    let step: RemoteStep

    /// Where ssh's output comes from, or `nil` after the last one.
    private(set) var output: Descriptor?

    private let process: ChildProcess
    private var input: Descriptor?
    private var pending: [UInt8] = []

    /// Starts ssh.
    ///
    /// - Parameters:
    ///   - step: What the session is for.
    ///   - arguments: The command line of ssh.
    ///   - input: What ssh reads.
    ///   - held: The other end of `input`, which keeps it open; `nil` for a file.
    /// - Throws: ``HostSystem/HostError`` if ssh cannot be started.
    init(
        _ step: RemoteStep,
        _ arguments: [String],
        input: Descriptor,
        held: Descriptor? = nil
    ) throws {
        let (reading, writing) = try Descriptor.pipe()
        self.step = step
        process = try ChildProcess(
            arguments,
            streams: ChildStreams(input: input, output: writing, error: writing)
        )
        output = reading
        self.input = held
    }

    /// Reads the output of ssh; called when there is something or it has closed its output.
    ///
    /// - Returns: The whole lines.
    /// - Throws: ``HostSystem/HostError`` if the pipe cannot be read.
    func readLines() throws -> [String] {
        guard let output else { return [] }
        let bytes = try output.read(limit: Self.readLimitBytes)
        guard !bytes.isEmpty else {
            self.output = nil
            defer { pending = [] }
            return pending.isEmpty ? [] : [Self.text(pending)]
        }
        var lines: [String] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                lines.append(Self.text(pending))
                pending.removeAll(keepingCapacity: true)
            } else if pending.count < Self.lineLimitBytes {
                pending.append(byte)
            }
        }
        return lines
    }

    /// How ssh ended, or `nil` while it runs; asked until it has ended, and not after.
    func reap() -> ChildExit? { process.reap() }

    /// Lets the other side see the end of its input.
    func closeInput() { input = nil }

    /// Sends a signal to ssh.
    func send(_ signal: CInt) { process.send(signal) }

    private static func text(_ bytes: [UInt8]) -> String {
        let line = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...]
        return String(decoding: line, as: UTF8.self)
    }
}
