internal import SweepModel
internal import TrainingModel

/// What a worker's frame costs a coordinator, by its outermost fields alone.
///
/// The unit is a short message: some microseconds to decode, to act on and to answer.
///
/// | frame | costs |
/// |---|---|
/// | HEARTBEAT, RELEASED and other short bodies | 1, and 1 for each 64 bytes: 5 to 10 lines |
/// | METRICS, PART | 1, and 1 for each 8 KiB, which are copied as they are |
/// | FETCH | as a PART, which is its answer |
/// | HELLO | ``Limits/helloCost`` besides its bytes: it ends a session and begins one |
/// | what is no message | 1, and 1 for each 64 bytes |
public enum FrameCost {
    private static let hello: UInt64 = 16
    private static let metrics: UInt64 = 18
    private static let fetch: UInt64 = 22
    private static let part: UInt64 = 32

    private static let bytesPerUnit = 64
    private static let bulkBytesPerUnit = 8 << 10

    /// The cost of `frame`, at least 1.
    public static func units(of frame: [UInt8]) -> Int {
        guard let body = EnvelopeOutline.body(of: frame) else {
            return 1 + frame.count / bytesPerUnit
        }
        return switch body.field {
        case hello: 1 + Limits.helloCost + frame.count / bytesPerUnit
        case metrics, part: 1 + frame.count / bulkBytesPerUnit
        case fetch: 1 + Limits.partSizeBytes / bulkBytesPerUnit
        default: 1 + frame.count / bytesPerUnit
        }
    }
}
