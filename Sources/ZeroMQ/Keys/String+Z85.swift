internal import CZeroMQ

extension String {
    /// Makes a text of `count` characters that `encode` writes, followed by a zero, into a buffer.
    ///
    /// Throws ``ZeroMQError`` when `encode` returns `nil`.
    init(
        z85OfCount count: Int,
        encode: (UnsafeMutablePointer<CChar>?) -> UnsafeMutablePointer<CChar>?
    ) throws {
        self = try withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
            guard let text = encode(buffer.baseAddress) else {
                throw ZeroMQError.last("zmq_z85_encode")
            }
            return String(cString: text)
        }
    }
}
