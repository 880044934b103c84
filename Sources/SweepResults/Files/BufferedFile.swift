package import Foundation
internal import HostSystem

/// A file of a report that is written in large pieces and appears under its name only when it is
/// complete.
///
/// So a reader, or a report that is made while another one is read, never sees half a file.
package final class BufferedFile {
    private let file: DurableFile

    /// Opens a file beside `destination`.
    ///
    /// - Parameters:
    ///   - destination: The file.
    ///   - isSynced: Whether the file must survive a crash of the machine.
    /// - Throws: ``ReportError`` if it cannot be created.
    package init(_ destination: URL, isSynced: Bool = true) throws {
        file = try Self.reporting {
            try DurableFile(at: destination.path, isSynced: isSynced)
        }
    }

    /// Appends text.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func write(_ text: String) throws {
        try append { $0.append(contentsOf: text.utf8) }
    }

    /// Lets `body` append bytes.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func append(_ body: (inout [UInt8]) -> Void) throws {
        try Self.reporting { try file.append(body) }
    }

    /// Writes the rest and gives the file its name.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func close() throws {
        try Self.reporting { try file.commit() }
    }

    /// Writes a whole file at once.
    ///
    /// - Parameters:
    ///   - text: The contents.
    ///   - destination: The file.
    ///   - isSynced: Whether the file must survive a crash of the machine; the many small ones of
    ///     figures and exports need not, since they can be made again.
    /// - Throws: ``ReportError`` if the disk refuses.
    package static func write(_ text: String, to destination: URL, isSynced: Bool = false) throws {
        let file = try BufferedFile(destination, isSynced: isSynced)
        try file.write(text)
        try file.close()
    }

    /// Writes a whole file at once.
    ///
    /// - Parameters:
    ///   - bytes: The contents.
    ///   - destination: The file.
    ///   - isSynced: Whether the file must survive a crash of the machine.
    /// - Throws: ``ReportError`` if the disk refuses.
    package static func write(
        _ bytes: [UInt8],
        to destination: URL,
        isSynced: Bool = false
    ) throws {
        let file = try BufferedFile(destination, isSynced: isSynced)
        try file.append { $0.append(contentsOf: bytes) }
        try file.close()
    }

    /// Writes a whole file, or removes the one of an older report.
    ///
    /// - Parameters:
    ///   - destination: The file.
    ///   - text: The contents; `nil` if there is to be no file.
    /// - Throws: ``ReportError`` if the disk refuses.
    package static func replace(_ destination: URL, with text: String?) throws {
        if let text { try write(text, to: destination) } else { try remove(destination) }
    }

    /// Removes a file, if it is there.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package static func remove(_ file: URL) throws {
        guard unlink(file.path) != 0, errno != ENOENT else { return }
        let reason = HostError.words(for: errno)
        throw ReportError(.file, "\(file.path) of an older report cannot be removed: \(reason)")
    }

    private static func reporting<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw ReportError(.file, "the report cannot be written", cause: error)
        }
    }
}
