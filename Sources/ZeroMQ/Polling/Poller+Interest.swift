internal import CZeroMQ

extension Poller {
    /// What to wait for.
    public struct Interest: OptionSet, Hashable, Sendable {
        /// The set as bits.
        public let rawValue: Int

        /// Something can be read.
        public static let readable = Interest(rawValue: 1)

        /// Something can be sent without waiting.
        public static let writable = Interest(rawValue: 2)

        /// Makes a set from bits.
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// The set in libzmq's bits.
        var events: CShort {
            CShort(contains(.readable) ? ZMQ_POLLIN : 0)
                | CShort(contains(.writable) ? ZMQ_POLLOUT : 0)
        }
    }
}
