internal import CZlib

/// Bytes that come in pieces, unpacked if they are packed by gzip, and else as they are.
///
/// - Source: RFC 1952; zlib.h, `inflate()`.
public final class UnpackedPieces {
    /// As much as is unpacked at once.
    private static let pieceSizeBytes = 1 << 18

    private let nextPiece: () throws -> [UInt8]
    private var stream: GzipStream?
    private var input: [UInt8] = []
    private var hasBegun = false
    private var isOver = false
    private var wasFull = false

    /// Prepares to read.
    ///
    /// - Parameter nextPiece: Reads on; no bytes mean the end.
    public init(nextPiece: @escaping () throws -> [UInt8]) { self.nextPiece = nextPiece }

    /// Reads on.
    ///
    /// - Returns: Some bytes; none at the end.
    /// - Throws: ``GzipError`` if what is packed is damaged or ends early, or an error of the
    ///   source.
    public func next() throws -> [UInt8] {
        if !hasBegun { try begin() }
        guard let stream else {
            guard !input.isEmpty else { return try nextPiece() }
            defer { input = [] }
            return input
        }
        while !isOver {
            // A full buffer may have left something within zlib.
            if input.isEmpty, !wasFull {
                input = try nextPiece()
                guard !input.isEmpty else {
                    isOver = true
                    guard stream.isAtEnd else { throw GzipError.early }
                    break
                }
            }
            let unpacked = try stream.unpack(&input, limit: Self.pieceSizeBytes)
            wasFull = unpacked.count == Self.pieceSizeBytes && !stream.isAtEnd
            if !unpacked.isEmpty { return unpacked }
        }
        return []
    }

    private func begin() throws {
        hasBegun = true
        // A pipe may bring a byte at a time.
        while input.count < 2 {
            let piece = try nextPiece()
            if piece.isEmpty { break }
            input += piece
        }
        if input.starts(with: [0x1F, 0x8B]) { stream = GzipStream() }
    }
}

/// What zlib keeps while it unpacks; it must not move in memory.
private final class GzipStream {
    /// Whether everything so far was whole, so that nothing need follow.
    private(set) var isAtEnd = false

    private let stream: UnsafeMutablePointer<z_stream>
    private var unpackedCount = 0

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = czlib_begin_gunzip(stream)
        precondition(code == Z_OK, "zlib cannot start: inflateInit2() returned \(code)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks what `input` holds, as far as `limit` bytes, and leaves the rest in it.
    func unpack(_ input: inout [UInt8], limit: Int) throws -> [UInt8] {
        if isAtEnd, !beginMember(&input) { return [] }
        var code = Z_OK
        var restCount = 0
        let unpacked = [UInt8](unsafeUninitializedCapacity: limit) { output, count in
            // zlib reads and writes within this call only.
            restCount = input.withUnsafeMutableBufferPointer { bytes in
                stream.pointee.next_in = bytes.baseAddress
                stream.pointee.avail_in = UInt32(bytes.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(limit)
                code = inflate(stream, Z_NO_FLUSH)
                return Int(stream.pointee.avail_in)
            }
            count = limit - Int(stream.pointee.avail_out)
        }
        unpackedCount += unpacked.count
        input.removeFirst(input.count - restCount)
        switch code {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isAtEnd = true
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)"
            throw GzipError.damaged(reason, unpackedCount: unpackedCount)
        }
        return unpacked
    }

    /// Begins with what follows a whole member: another one, or zeros that fill a block.
    ///
    /// - Returns: Whether there is another member.
    private func beginMember(_ input: inout [UInt8]) -> Bool {
        input.removeFirst(input.prefix { $0 == 0 }.count)
        guard !input.isEmpty else { return false }
        let code = inflateReset(stream)
        precondition(code == Z_OK, "inflateReset() returned \(code)")
        isAtEnd = false
        return true
    }
}
