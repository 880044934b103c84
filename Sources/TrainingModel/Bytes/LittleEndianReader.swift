/// Reads what ``LittleEndianWriter`` writes, from bytes that may hold anything.
///
/// No input and no argument traps. A read that fails throws ``LittleEndianError`` and leaves the
/// reader where it was. No memory is taken before the bytes are known to be there.
public struct LittleEndianReader: Sendable {
    private var rest: ArraySlice<UInt8>

    /// Starts at the first of `bytes`.
    ///
    /// - Parameter bytes: Any bytes.
    public init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// Starts at the first of `bytes`.
    ///
    /// - Parameter bytes: Any bytes.
    public init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// How many bytes were not read yet.
    public var remainingCount: Int { rest.count }

    /// Whether all bytes were read.
    public var isAtEnd: Bool { rest.isEmpty }

    /// Reads the next `count` bytes.
    ///
    /// - Parameter count: How many; a negative number fails.
    /// - Returns: A slice, which shares memory with what the reader was made of.
    /// - Throws: ``LittleEndianError`` `.truncated` when fewer are left.
    public mutating func readSlice(count: Int) throws -> ArraySlice<UInt8> {
        guard (0...rest.count).contains(count) else {
            throw LittleEndianError(
                .truncated,
                "\(rest.count) bytes are left where \(count) belong"
            )
        }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Reads the next `count` bytes into an array of their own.
    ///
    /// - Parameter count: How many; a negative number fails.
    /// - Returns: The bytes.
    /// - Throws: ``LittleEndianError`` `.truncated` when fewer are left.
    public mutating func readBytes(count: Int) throws -> [UInt8] {
        Array(try readSlice(count: count))
    }

    /// Reads a whole number of as many bytes as its type has.
    ///
    /// - Parameter type: A type of fixed size, such as `UInt16` or `Int32`.
    /// - Returns: The number.
    /// - Throws: ``LittleEndianError`` `.truncated` when fewer bytes are left.
    public mutating func readInteger<Number: FixedWidthInteger & BitwiseCopyable>(
        as type: Number.Type = Number.self
    ) throws -> Number {
        let bytes = try readSlice(count: MemoryLayout<Number>.size)
        // The slice has exactly the bytes of a number, at any address.
        return bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
    }

    /// Reads a number of 8 bytes that must be one of `range`.
    ///
    /// - Parameter range: What is allowed; everything by default.
    /// - Returns: The number.
    /// - Throws: ``LittleEndianError`` `.truncated` when fewer bytes are left, `.outOfRange` when
    ///   the number is not allowed.
    public mutating func readInt(
        in range: ClosedRange<Int> = Int.min...Int.max
    ) throws -> Int {
        var ahead = self
        let number = try ahead.readInteger(as: Int64.self)
        guard let allowed = Int(exactly: number), range.contains(allowed) else {
            throw LittleEndianError(.outOfRange, "\(number) is found where \(range) is allowed")
        }
        self = ahead
        return allowed
    }

    /// Reads a single-precision number of any 4 bytes.
    ///
    /// - Returns: The number; a NaN has its bits.
    /// - Throws: ``LittleEndianError`` `.truncated` when fewer bytes are left.
    public mutating func readFloat() throws -> Float {
        Float(bitPattern: try readInteger())
    }

    /// Reads a double-precision number of any 8 bytes.
    ///
    /// - Returns: The number; a NaN has its bits.
    /// - Throws: ``LittleEndianError`` `.truncated` when fewer bytes are left.
    public mutating func readDouble() throws -> Double {
        Double(bitPattern: try readInteger())
    }

    /// Reads `count` single-precision numbers of any 4 bytes each.
    ///
    /// - Parameter count: How many; a negative number fails.
    /// - Returns: The numbers, shape [count]; NaNs have their bits.
    /// - Throws: ``LittleEndianError`` `.truncated` when fewer bytes are left.
    /// - Complexity: O(count); one copy on little-endian processors.
    public mutating func readFloats(count: Int) throws -> [Float] {
        // Compared by division: the size of a hostile count may exceed what Int holds.
        guard (0...rest.count / LittleEndian.floatSizeBytes).contains(count) else {
            throw LittleEndianError(
                .truncated,
                "\(rest.count) bytes are left where \(count) numbers of "
                    + "\(LittleEndian.floatSizeBytes) bytes belong"
            )
        }
        let bytes = try readSlice(count: LittleEndian.floatSizeBytes * count)
        return bytes.withUnsafeBytes { LittleEndian.floats(of: $0) } ?? []
    }

    /// Makes sure that nothing follows.
    ///
    /// - Throws: ``LittleEndianError`` `.trailing` when bytes are left.
    public func expectEnd() throws {
        guard isAtEnd else {
            throw LittleEndianError(.trailing, "\(rest.count) bytes follow the end")
        }
    }
}

/// Why bytes do not hold what was to be read from them.
public struct LittleEndianError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        /// The bytes end too early.
        case truncated

        /// A number is not in its range.
        case outOfRange

        /// Bytes follow the end.
        case trailing
    }

    /// The kind of failure.
    public let code: Code

    /// What was found and what belongs there.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
