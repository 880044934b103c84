/// Reads the parts of a checkpoint that may hold anything.
struct CheckpointReader {
    private var rest: ArraySlice<UInt8>

    /// Starts at the first byte.
    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// The next `count` bytes.
    mutating func readBytes(count: Int) throws -> [UInt8] {
        guard rest.count >= count else {
            throw CheckpointError(
                .truncated,
                "the checkpoint ends early: \(rest.count) bytes are left where \(count) belong"
            )
        }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// The next number, which must be one of `range`.
    mutating func readNumber(in range: ClosedRange<Int>) throws -> Int {
        let bits = try readBytes(count: 8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        let number = Int(Int64(bitPattern: bits))
        guard range.contains(number) else {
            throw CheckpointError(
                .outOfRange,
                "the checkpoint holds \(number) where \(range) is allowed"
            )
        }
        return number
    }

    /// The next `count` numbers, any bits.
    mutating func readFloats(count: Int) throws -> [Float] {
        let bytes = try readBytes(count: 4 * count)
        return (0..<count).map { index in
            let bits = bytes[4 * index..<4 * index + 4].reversed().reduce(0) {
                $0 << 8 | UInt32($1)
            }
            return Float(bitPattern: bits)
        }
    }

    /// Makes sure that nothing follows.
    func expectEnd() throws {
        guard rest.isEmpty else {
            throw CheckpointError(.trailing, "\(rest.count) bytes follow the checkpoint")
        }
    }
}
