/// Numbers as bytes, lowest first and without padding: the form of all files, blobs and messages.
///
/// A floating-point number travels as its bit pattern, so that NaNs keep theirs.
public enum LittleEndian {
    /// The bytes of a whole number.
    ///
    /// - Parameter number: Any number.
    /// - Returns: As many bytes as the type of `number` has.
    public static func bytes(of number: some FixedWidthInteger & BitwiseCopyable) -> [UInt8] {
        // The buffer is read within the closure only, as `withUnsafeBytes` demands.
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// The bytes of single-precision numbers, one after the other.
    ///
    /// - Parameter numbers: Any numbers, shape [count].
    /// - Returns: 4 · count bytes.
    /// - Complexity: O(count); one copy on little-endian processors.
    public static func bytes(of numbers: [Float]) -> [UInt8] {
        withBytes(of: numbers) { Array($0) }
    }

    /// Calls `body` with the bytes of single-precision numbers, without a copy where possible.
    ///
    /// - Parameters:
    ///   - numbers: Any numbers, shape [count].
    ///   - body: Gets 4 · count bytes, which are valid during the call only.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public static func withBytes<Result>(
        of numbers: [Float],
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        // The buffers live as long as the closure, as `withUnsafeBytes` documents.
        #if _endian(little)
        try numbers.withUnsafeBytes(body)
        #else
        try numbers.map(\.bitPattern.littleEndian).withUnsafeBytes(body)
        #endif
    }

    /// Calls `body` with the bytes of double-precision numbers, without a copy where possible.
    ///
    /// - Parameters:
    ///   - numbers: Any numbers, shape [count].
    ///   - body: Gets 8 · count bytes, which are valid during the call only.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public static func withBytes<Result>(
        of numbers: [Double],
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        // The buffers live as long as the closure, as `withUnsafeBytes` documents.
        #if _endian(little)
        try numbers.withUnsafeBytes(body)
        #else
        try numbers.map(\.bitPattern.littleEndian).withUnsafeBytes(body)
        #endif
    }

    /// The single-precision numbers that `bytes` hold.
    ///
    /// - Parameter bytes: Any bytes, at any address.
    /// - Returns: The numbers, or `nil` unless the number of bytes is a multiple of 4.
    /// - Complexity: O(count); one copy on little-endian processors.
    public static func floats(of bytes: UnsafeRawBufferPointer) -> [Float]? {
        guard bytes.count.isMultiple(of: floatSizeBytes) else { return nil }
        let count = bytes.count / floatSizeBytes
        // `copyMemory` takes any alignment; the size of the new buffer is that of `bytes`.
        #if _endian(little)
        return [Float](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
            initializedCount = count
        }
        #else
        return (0..<count).map { index in
            let word = bytes.loadUnaligned(
                fromByteOffset: floatSizeBytes * index,
                as: UInt32.self
            )
            return Float(bitPattern: UInt32(littleEndian: word))
        }
        #endif
    }

    /// The bytes of one single-precision number.
    public static let floatSizeBytes = 4
}

/// Writes numbers and bytes one after the other, little-endian and without padding.
public struct LittleEndianWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// Starts with nothing written.
    ///
    /// - Parameter capacity: How many bytes to make room for, if that is known; not negative.
    public init(reservingCapacity capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends bytes as they are.
    ///
    /// - Parameter raw: Any bytes: an array, a slice, a buffer or the UTF-8 of a text.
    public mutating func write(_ raw: some Sequence<UInt8>) {
        bytes.append(contentsOf: raw)
    }

    /// Appends a whole number in as many bytes as its type has.
    ///
    /// - Parameter number: Of a type of fixed size, such as `UInt16` or `Int32`.
    public mutating func write(_ number: some FixedWidthInteger & BitwiseCopyable) {
        // The buffer is read within the closure only, as `withUnsafeBytes` demands.
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends a number as 8 bytes, whatever the processor.
    ///
    /// - Parameter number: Any number.
    public mutating func write(_ number: Int) {
        write(Int64(number))
    }

    /// Appends the 4 bytes of a number's bit pattern.
    ///
    /// - Parameter number: Any number; a NaN keeps its bits.
    public mutating func write(_ number: Float) {
        write(number.bitPattern)
    }

    /// Appends the 8 bytes of a number's bit pattern.
    ///
    /// - Parameter number: Any number; a NaN keeps its bits.
    public mutating func write(_ number: Double) {
        write(number.bitPattern)
    }

    /// Appends 4 bytes for each number, but not how many there are.
    ///
    /// - Parameter numbers: Any numbers, shape [count]; NaNs keep their bits.
    /// - Complexity: O(count); one copy on little-endian processors.
    public mutating func write(_ numbers: [Float]) {
        LittleEndian.withBytes(of: numbers) { bytes.append(contentsOf: $0) }
    }
}
