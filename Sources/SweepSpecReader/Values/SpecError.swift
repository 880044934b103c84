/// Why a spec was refused: where, which key, and what is allowed instead.
public struct SpecError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the wrong value was written.
    public let place: SpecPlace

    /// The path of the key, for example `training.epochs`; empty if the file as a whole is wrong.
    public let key: String

    /// What is wrong and what is allowed.
    public let message: String

    /// Says what is wrong with what stands at `origin`.
    init(_ origin: SpecOrigin, _ message: String) {
        place = origin.place
        key = origin.key
        self.message = message
    }

    /// Refuses `value`, saying what is allowed.
    init(_ value: SpecValue, isNotAllowed allowed: String) {
        self.init(value.origin, "\(value.shortText) is not allowed; \(allowed)")
    }

    /// Place, key and message, as in
    /// `sweep.yaml:6: training.epochs: -5 is not allowed; a whole number from 1 to 1000000`.
    public var description: String {
        key.isEmpty ? "\(place): \(message)" : "\(place): \(key): \(message)"
    }
}
