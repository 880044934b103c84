/// Writes the parts of a checkpoint, little-endian and without padding.
struct CheckpointWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []

    /// Appends bytes as they are.
    mutating func write(_ raw: [UInt8]) {
        bytes += raw
    }

    /// Appends a number as 8 bytes.
    mutating func write(_ number: Int) {
        write(UInt64(bitPattern: Int64(number)))
    }

    /// Appends the bits of a number as 8 bytes.
    mutating func write(_ number: Double) {
        write(number.bitPattern)
    }

    /// Appends a number as 8 bytes.
    mutating func write(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    /// Appends the bits of each number as 4 bytes.
    mutating func write(_ numbers: [Float]) {
        bytes.reserveCapacity(bytes.count + 4 * numbers.count)
        for number in numbers {
            let bits = number.bitPattern
            for shift in stride(from: 0, to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift)))
            }
        }
    }
}
