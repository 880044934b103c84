/// One lease of one pack.
public struct AttemptID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The leased pack.
    public let pack: PackID

    /// Which lease of the pack this is.
    public let number: AttemptNumber

    /// Names attempt `number` of `pack`.
    public init(pack: PackID, number: AttemptNumber) {
        self.pack = pack
        self.number = number
    }

    /// Orders attempts by pack, then by number.
    public static func < (left: AttemptID, right: AttemptID) -> Bool {
        (left.pack, left.number) < (right.pack, right.number)
    }

    /// Pack and number, as in `pack 7 attempt 2`.
    public var description: String { "pack \(pack) attempt \(number)" }
}
