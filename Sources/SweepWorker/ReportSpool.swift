internal import DequeModule
internal import Glibc
internal import HostSystem
package import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// Reports of training slots that must wait, in their order, with their numbers on disk.
///
/// The file has no name: whatever happens to the worker, nothing of it stays behind. A report that
/// cannot be written is kept in memory, so that none is lost.
package final class ReportSpool {
    /// A report without its numbers, which are as many bytes of the file as it says.
    private enum Entry {
        case whole(SlotReport)
        case trained(AttemptID, [Metric], epochs: Range<Int>, runCount: Int, bytes: Int)
        case saved(AttemptID, epoch: Int, bytes: Int)
        case finished(AttemptID, [RunOutcome], bytes: Int)
    }

    private let folder: String
    private let limitBytes: Int
    private var entries: Deque<Entry> = []
    private var descriptor: CInt = -1
    private var readOffset = 0
    private var writeOffset = 0

    /// Why the last report could not be written, until the spool is empty again.
    package private(set) var failure: SpoolError?

    /// Makes an empty spool; the file is made with the first report.
    ///
    /// - Parameters:
    ///   - folder: Where the nameless file lies.
    ///   - limitBytes: The length of the file beyond which the spool is full; 0 for no file at all.
    package init(folder: String, limitBytes: Int) {
        self.folder = folder
        self.limitBytes = limitBytes
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Whether nothing waits.
    package var isEmpty: Bool { entries.isEmpty }

    /// Whether slots should wait before they report more.
    package var isFull: Bool { writeOffset >= limitBytes || failure != nil }

    /// Adds a report; it is never refused.
    package func append(_ report: SlotReport) {
        do throws(SpoolError) {
            entries.append(try write(report))
        } catch {
            failure = error
            entries.append(.whole(report))
        }
    }

    private func write(_ report: SlotReport) throws(SpoolError) -> Entry {
        switch report {
        case .trained(let id, let block):
            let bytes = LittleEndian.bytes(of: block.values)
            try write(bytes)
            return .trained(
                id,
                block.metrics,
                epochs: block.epochs,
                runCount: block.runCount,
                bytes: bytes.count
            )
        case .saved(let id, let epoch, let bytes):
            try write(bytes)
            return .saved(id, epoch: epoch, bytes: bytes.count)
        case .finished(let id, let outcomes, let parameters):
            try write(parameters)
            return .finished(id, outcomes, bytes: parameters.count)
        default: return .whole(report)
        }
    }

    /// Takes the oldest report.
    ///
    /// - Throws: ``SpoolError`` when the file cannot be read.
    package func next() throws(SpoolError) -> SlotReport? {
        guard let entry = entries.popFirst() else { return nil }
        let report: SlotReport =
            switch entry {
            case .whole(let report): report
            case .trained(let id, let metrics, let epochs, let runCount, let bytes):
                .trained(
                    id,
                    EpochBlock(
                        metrics: metrics,
                        firstEpoch: epochs.lowerBound,
                        epochCount: epochs.count,
                        runCount: runCount,
                        values: try readNumbers(bytes)
                    )
                )
            case .saved(let id, let epoch, let bytes):
                .saved(id, epoch: epoch, bytes: try read(bytes))
            case .finished(let id, let outcomes, let bytes):
                .finished(id, outcomes, parameters: try read(bytes))
            }
        if entries.isEmpty { try clear() }
        return report
    }

    private func clear() throws(SpoolError) {
        failure = nil
        (readOffset, writeOffset) = (0, 0)
        guard descriptor >= 0, ftruncate(descriptor, 0) != 0 else { return }
        throw SpoolError(folder: folder, action: "emptied", code: errno)
    }

    // MARK: The file

    private func openFile() throws(SpoolError) {
        guard descriptor < 0 else { return }
        var path = Array("\(folder)/momentum-spool-XXXXXX".utf8CString)
        let opened = mkstemp(&path)
        guard opened >= 0, unlink(path) == 0, fcntl(opened, F_SETFD, FD_CLOEXEC) == 0 else {
            let code = errno
            if opened >= 0 { close(opened) }
            throw SpoolError(folder: folder, action: "made", code: code)
        }
        descriptor = opened
    }

    private func write(_ bytes: [UInt8]) throws(SpoolError) {
        guard !isFull else {
            throw failure ?? SpoolError(folder: folder, action: "made longer", code: EFBIG)
        }
        try openFile()
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
                return pwrite(descriptor, rest.baseAddress, rest.count, writeOffset + written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw SpoolError(folder: folder, action: "written", code: errno)
            }
            written += count
        }
        writeOffset += written
    }

    private func readNumbers(_ count: Int) throws(SpoolError) -> [Float] {
        guard let numbers = try read(count).withUnsafeBytes(LittleEndian.floats) else {
            preconditionFailure("\(count) bytes of numbers were written")
        }
        return numbers
    }

    private func read(_ count: Int) throws(SpoolError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return pread(descriptor, rest.baseAddress, rest.count, readOffset + filled)
            }
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { throw SpoolError(folder: folder, action: "read", code: errno) }
            filled += got
        }
        readOffset += count
        return bytes
    }
}

@available(*, unavailable, message: "a spool stays on the thread of its worker's loop")
extension ReportSpool: Sendable {}

/// Why a worker's spool file cannot be used.
package struct SpoolError: Error, Hashable, CustomStringConvertible {
    /// The folder of the nameless file.
    let folder: String

    /// What could not be done with it, as a participle.
    let action: String

    /// The system's error number.
    let code: CInt

    /// What happened, as a text.
    package var description: String {
        let reason = HostError.words(for: code)
        return
            "\(folder): the file for results that are not stored yet cannot be \(action): \(reason)"
    }
}
