internal import Foundation

/// A file that is written in large pieces and appears under its name only when it is complete.
///
/// So a reader, or a report that is made while another one is read, never sees half a file.
final class BufferedFile {
    private static let pieceSizeBytes = 1 << 18

    private let destination: URL
    private let temporary: URL
    private let handle: FileHandle
    private var buffer: [UInt8] = []

    /// Opens a file beside `destination`.
    ///
    /// - Throws: ``ReportError`` if it cannot be created.
    init(_ destination: URL) throws {
        self.destination = destination
        temporary = destination.appendingPathExtension("part")
        do {
            try Data().write(to: temporary)
            handle = try FileHandle(forWritingTo: temporary)
        } catch {
            throw ReportError(.file, "cannot create \(destination.path)", cause: error)
        }
        buffer.reserveCapacity(Self.pieceSizeBytes * 2)
    }

    /// Appends text.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    func write(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        try flushIfFull()
    }

    /// Lets `body` append bytes.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    func append(_ body: (inout [UInt8]) -> Void) throws {
        body(&buffer)
        try flushIfFull()
    }

    /// Writes the rest and gives the file its name.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    func close() throws {
        try flush()
        do {
            try handle.close()
        } catch {
            throw ReportError(.file, "cannot close \(temporary.path)", cause: error)
        }
        guard rename(temporary.path, destination.path) == 0 else {
            let reason = String(cString: strerror(errno))
            throw ReportError(.file, "cannot rename \(temporary.path): \(reason)")
        }
    }

    /// Writes a whole file at once.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    static func write(_ text: String, to destination: URL) throws {
        let file = try BufferedFile(destination)
        try file.write(text)
        try file.close()
    }

    /// Writes a whole file at once.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    static func write(_ bytes: [UInt8], to destination: URL) throws {
        let file = try BufferedFile(destination)
        try file.append { $0.append(contentsOf: bytes) }
        try file.close()
    }

    private func flushIfFull() throws {
        if buffer.count >= Self.pieceSizeBytes { try flush() }
    }

    private func flush() throws {
        do {
            try handle.write(contentsOf: Data(buffer))
        } catch {
            throw ReportError(.file, "cannot write \(temporary.path)", cause: error)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
