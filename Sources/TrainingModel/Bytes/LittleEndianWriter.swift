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
