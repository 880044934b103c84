internal import SweepModel

/// A hash over everything that happens, to compare two runs of one seed.
///
/// - Source: FNV-1a, 64 bits.
struct TraceHash: Hashable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ time: Instant) { combine(UInt64(bitPattern: time.nanoseconds)) }

    mutating func combine(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    mutating func combine(_ number: UInt64) {
        value = (value ^ number) &* 0x100_0000_01b3
    }
}
